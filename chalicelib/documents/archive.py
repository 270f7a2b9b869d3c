"""What makes a PDF archivable: metadata that readers and archives find, and what its colors mean."""

from datetime import UTC
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.documents.pdf_file import PdfFile, text_string

if TYPE_CHECKING:
    from chalicelib.documents.document import About

PRODUCER = "CEU Portal"
_SRGB = Path(__file__).with_name("srgb.icc").read_bytes()

# Two standards in one file need the second's schema described (ISO 19005-2, 6.6.2.3).
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdf:Keywords>{keywords}</pdf:Keywords><pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Which part of ISO 14289 the document meets</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def xmp(about: "About") -> bytes:
    """The document's metadata as XMP, which must say the same as `info`."""
    said = {
        name: escape(getattr(about, name), quote=False)
        for name in ("title", "author", "subject", "keywords")
    }
    date = about.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    return _XMP.format(**said, date=date, producer=PRODUCER).encode(errors="replace")


def info(about: "About") -> bytes:
    """The information dictionary: what older readers show."""
    date = about.made_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'").encode()
    entries = {
        b"Title": about.title, b"Author": about.author, b"Subject": about.subject,
        b"Keywords": about.keywords, b"Producer": PRODUCER,
    }  # fmt: skip
    said = b"".join(b"/%s%s" % (name, text_string(text)) for name, text in entries.items())
    return b"<<%s/CreationDate(%s)/ModDate(%s)>>" % (said, date, date)


def write_output_intent(file: PdfFile) -> int:
    """The number of the object that says that all colors are sRGB."""
    profile = file.stream(b"/N 3", _SRGB)
    return file.put(
        b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
        b"/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>" % profile
    )
