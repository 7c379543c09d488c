"""Form controls: what is filled in, ticked or chosen (13)."""

from collections.abc import Callable, Iterator

from tenderscan.readers.odt.names import FIELD, FORM, OFFICE, XML_ID, is_true
from tenderscan.readers.xml import Element

TICKED, NOT_TICKED = "[x]", "[ ]"


def controls(body: Element) -> dict[str, str]:
    """What each control of the document shows, by the id its place in the text names."""
    shown: dict[str, str] = {}
    for forms in body.iter(OFFICE + "forms"):
        for control in forms.iter():
            read = _READ.get(control.tag)
            text = read(control) if read else ""
            for id_ in filter(None, (control.get(XML_ID), control.get(FORM + "id"))):
                if text:
                    shown[id_] = text
    return shown


def field_mark(mark: Element) -> str:
    """What a form field that came from Word shows, where that is no text of the paragraph."""
    kind = mark.get(FIELD + "type", "").rpartition(".")[2]
    params: dict[str, list[str]] = {}
    for param in mark.iterchildren(FIELD + "param"):
        params.setdefault(param.get(FIELD + "name", ""), []).append(param.get(FIELD + "value", ""))
    if kind == "FORMCHECKBOX":
        return tick(params.get("Checkbox_Checked", [""])[0] == "true")
    if kind == "FORMDROPDOWN":
        entries = params.get("Dropdown_ListEntry", [])
        chosen = params.get("Dropdown_SelectedEntry", ["0"])[0]
        if chosen.isdecimal() and len(chosen) < 5 and int(chosen) < len(entries):
            return entries[int(chosen)]
    return ""


def tick(ticked: bool) -> str:
    """A check box as text."""
    return TICKED if ticked else NOT_TICKED


def _typed(control: Element) -> str:
    """Text, number or date that was entered, or else what stands there at first."""
    return control.get(FORM + "current-value") or control.get(FORM + "value") or ""


def _area(control: Element) -> str:
    return _typed(control) or "\n".join("".join(paragraph.itertext()) for paragraph in control)


def _box(control: Element) -> str:
    state = control.get(FORM + "current-state") or control.get(FORM + "state")
    return f"{tick(state == 'checked')} {control.get(FORM + 'label', '')}".strip()


def _radio(control: Element) -> str:
    chosen = control.get(FORM + "current-selected") or control.get(FORM + "selected")
    return f"{tick(chosen == 'true')} {control.get(FORM + 'label', '')}".strip()


def _choice(control: Element) -> str:
    """Entries of a list that are chosen now, or else at first."""
    options = list(control.iterchildren(FORM + "option"))
    for attribute in ("current-selected", "selected"):
        chosen = [option for option in options if is_true(option, FORM + attribute)]
        if chosen:
            return ", ".join(filter(None, _labels(chosen)))
    return ""


def _labels(options: list[Element]) -> Iterator[str]:
    return (option.get(FORM + "label") or option.get(FORM + "value") or "" for option in options)


def _label(control: Element) -> str:
    return str(control.get(FORM + "label", ""))


_READ: dict[str, Callable[[Element], str]] = {
    **{
        FORM + name: _typed
        for name in ("text", "formatted-text", "number", "date", "time", "currency", "combobox", "file")
    },
    FORM + "textarea": _area,
    FORM + "checkbox": _box,
    FORM + "radio": _radio,
    FORM + "listbox": _choice,
    FORM + "fixed-text": _label,
    FORM + "frame": _label,
}
