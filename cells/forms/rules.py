from django import forms


def rules_form(model):
    """The form of a draft of `model`, a kind of RuleSet: its day, its document and everything that it rules."""
    rules = [field.name for field in model.rule_fields()]
    return forms.modelform_factory(model, fields=["since", "source", *rules])
