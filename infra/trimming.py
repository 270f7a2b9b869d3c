"""What libraries bring along and the functions never use: left out, so that the zip stays small.

A cold start fetches and unpacks the zip. tests/deploy/test_zip.py loads every module of ours from it, and
makes certificates and reads files with what is left.
"""

import re
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

# botocore describes some 400 services, a third of the zip; the product calls these.
SERVICES = ("dynamodb", "s3", "sesv2", "sqs")
_DATA = re.compile(rf"botocore/data/(?!({'|'.join(SERVICES)})/)[^/]+/.")

_UNUSED = (
    r"icalendar/tests/",  # its own tests
    r".+\.(pyi|pxd|pxi|pyx|h|c|cpp)$",  # for compilers and type checkers
    r"aws_lambda_powertools/event_handler/openapi/swagger_ui/.+\.(js|css)$",  # a page for other frameworks
    r"aws_lambda_powertools/utilities/(kafka|idempotency|feature_flags|streaming|data_masking)/",
    r"lxml/(objectify|html/(_difflib|diff)|isoschematron/)",  # no library here imports them
    r"PIL/(_avif|_webp)\..+\.so$",  # images are PNG or JPEG; Pillow does without, and says so
    r"PIL/_imaging(ft|cms|tk)\..+\.so$",  # text on images, color profiles, windows: nothing here has them
    r"pillow\.libs/(libavif|libwebp|libsharpyuv|libfreetype|libharfbuzz|libbrotli|libpng|liblcms2)",
    # Pillow looks for each of these when a file's kind is unknown, and does without.
    r"PIL/(?!Bmp|Gif|Jpeg|Mpo|Png|Ppm|Tiff)\w+ImagePlugin\.py$",
    r"reportlab/fonts/.+\.(sfd|pfb|afm|ttf|txt|md)$",  # ours are in fonts/
    r"reportlab/graphics/samples/",
    r"dateutil/zoneinfo/.+\.tar\.gz$",  # zones are tzdata's
    r"pydantic/v1/",  # the version before, for those who still use it
    r".+\.dist-info/RECORD$",  # for uninstalling
    r"boto3/(examples|data/(ec2|cloudformation|cloudwatch|glacier|iam|opsworks))/",
)
_LEFT_OUT = re.compile("|".join(_UNUSED))


def trim(package: Path) -> None:
    """Leave all of that out of the zip, and compress the rest as far as it goes."""
    whole = package.rename(package.with_suffix(".whole"))
    with ZipFile(whole) as before, ZipFile(package, "w") as after:
        for entry in before.infolist():
            # Bytecode that the build left behind is for its own folder; infra/compiled.py adds Lambda's.
            if not left_out(entry.filename) and "__pycache__/" not in entry.filename:
                entry.compress_type = ZIP_DEFLATED
                after.writestr(entry, before.read(entry), compresslevel=9)
    whole.unlink()


def left_out(name: str) -> bool:
    """Whether a file of the zip is none that the functions use."""
    # Files that lie directly in botocore/data are about every service.
    return bool(_DATA.match(name) or _LEFT_OUT.match(name))
