from development.forms.target import TargetsForm
