"""Others look at our PDFs: qpdf at the syntax, pdfinfo at the tags. Each is shown a file it must find fault with."""

import io
import shutil
import subprocess

import pikepdf
import pytest
import typst

from samstyring.documents import render
from tests.documents import papers


def tool(name):
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed, so nobody else looks at the file.")
    return name


def told(file, tmp_path):
    """What pdfinfo says about the file, as {name: value}."""
    (tmp_path / "paper.pdf").write_bytes(file)
    done = subprocess.run([tool("pdfinfo"), tmp_path / "paper.pdf"], capture_output=True, text=True, check=True)
    return dict(line.split(":", 1) for line in done.stdout.splitlines() if ":" in line)


def qpdf(file, tmp_path):
    (tmp_path / "paper.pdf").write_bytes(file)
    return subprocess.run([tool("qpdf"), "--check", tmp_path / "paper.pdf"], capture_output=True).returncode


@pytest.mark.parametrize("paper", [papers.programme(), papers.minutes()], ids=str)
class TestOurs:
    def test_pdfinfo_sees_tags_a_title_and_no_script(self, paper, tmp_path):
        seen = {name: value.strip() for name, value in told(render(paper, "pdf"), tmp_path).items()}
        assert seen["Tagged"] == "yes"
        assert seen["Title"] == paper.title
        assert (seen["JavaScript"], seen["Encrypted"]) == ("no", "no")
        assert seen["Page size"].endswith("(A4)")

    def test_qpdf_finds_no_fault(self, paper, tmp_path):
        assert qpdf(render(paper, "pdf"), tmp_path) == 0


class TestTheReadersThemselves:
    def test_pdfinfo_sees_when_there_are_no_tags(self, tmp_path):
        with pikepdf.open(io.BytesIO(render(papers.minutes(), "pdf"))) as pdf:
            del pdf.Root.StructTreeRoot, pdf.Root.MarkInfo
            without = io.BytesIO()
            pdf.save(without)
        assert told(without.getvalue(), tmp_path)["Tagged"].strip() == "no"

    def test_qpdf_sees_a_file_that_was_cut(self, tmp_path):
        whole = render(papers.minutes(), "pdf")
        assert qpdf(whole[: len(whole) // 2], tmp_path) != 0

    def test_the_compiler_refuses_a_picture_without_words(self):
        source = b'#set document(title: "Prove")\n#figure(rect(), caption: [x])\n#image(bytes("<svg xmlns=\'http://www.w3.org/2000/svg\' viewBox=\'0 0 1 1\'/>"), format: "svg")'
        with pytest.raises(typst.TypstError, match="alt"):
            typst.compile(source, format="pdf", pdf_standards=["ua-1"])
