from development.models.target import Target
