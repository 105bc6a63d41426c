"""`python -m bot.playground`."""

import asyncio
import signal
import sys

import httpx
import pytest


async def test_the_server_runs_on_its_own_until_it_is_told_to_stop() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.playground", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(20):
        first = (await process.stdout.readline()).decode()
        url = first.split()[2]
        async with httpx.AsyncClient(base_url=url) as http:
            answer = await http.get("/bot99:whatever/getMe")
        assert answer.json()["result"]["id"] == 99
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0


def test_a_port_that_is_taken_is_said() -> None:
    import socket  # noqa: PLC0415 - only here

    from click.testing import CliRunner  # noqa: PLC0415 - only here

    from bot.playground.__main__ import main  # noqa: PLC0415 - only here

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["--port", str(port)])
    assert result.exit_code == 1
    assert f"cannot listen on 127.0.0.1:{port}" in result.output
    assert "choose another --port" in result.output


@pytest.mark.parametrize("package", ["bot.playground", "bot.playground.errors"])
def test_the_package_itself_does_not_load_the_web_server(package: str) -> None:
    import subprocess  # noqa: PLC0415 - only here

    code = f"import sys, {package}; sys.exit('tornado' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
