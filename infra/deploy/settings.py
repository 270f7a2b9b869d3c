"""The operator's settings as a stack gives them."""


def operator_settings(output: str) -> dict[str, str]:
    """The stack's output OperatorSettings as an environment: a line a setting, NAME=value.

    Nothing is quoted, so a name with quotes comes out as it was given.
    """
    lines = [line for line in output.splitlines() if line.strip()]
    return dict(line.split("=", 1) for line in lines)
