"""The numbers under which a site in mainland China is filed (ICP, GONGAN): printed only where real ones are given."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hooks.view import Nav

#: The public registers in which anybody can look a number up.
ICP_REGISTER = "https://beian.miit.gov.cn/"
GONGAN_REGISTER = "https://beian.mps.gov.cn/#/query/webSearch?code="
_ICP = re.compile(r"[\u4e00-\u9fff]ICP[备证]\d{6,10}号(?:-\d{1,3})?\Z", re.ASCII)
_GONGAN = re.compile(r"[\u4e00-\u9fff]公网安备 ?(?P<code>\d{10,16})号\Z", re.ASCII)


def filings(environ: Mapping[str, str]) -> tuple[Nav, ...]:
    """Give the numbers of the environment, each with the register that it leads to; raise ValueError for another form."""
    found = []
    if icp := environ.get("ICP", "").strip():
        if not _ICP.match(icp):
            raise ValueError(f"ICP 要写完整的备案号（省份简称、ICP备、数字、号），现在写的是“{icp}”；没有备案就不要设")
        found.append(Nav(icp, ICP_REGISTER))
    if gongan := environ.get("GONGAN", "").strip():
        code = _GONGAN.match(gongan)
        if not code:
            raise ValueError(f"GONGAN 要写完整的公安备案号（省份简称、公网安备、数字、号），现在写的是“{gongan}”；没有就不要设")
        found.append(Nav(gongan, GONGAN_REGISTER + code["code"]))
    return tuple(found)
