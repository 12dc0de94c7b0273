use super::reader::{cut, packed, read};

const CONTENT: &str = r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="People"><table:table-row>
<table:table-cell office:value-type="string"><text:p>id</text:p></table:table-cell></table:table-row><table:table-row>
<table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="2"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"#;
const MANIFEST: &str =
    r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;

pub(crate) fn run(data: &[u8]) {
    let [content, manifest] = cut(data, [CONTENT, MANIFEST]);
    let parts = [
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".as_slice()),
        ("content.xml", content),
        ("META-INF/manifest.xml", manifest),
    ];
    read(packed(&parts), "people.ods");
}
