"""How every form of the house is drawn."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Forms and fields from `templates/components`: label, help, error beside the field, in one shape everywhere."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
