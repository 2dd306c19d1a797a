@echo off
rem A `pulumi` that is the embedded engine. Interpreter: %CIVICLINE_PYTHON%, else this checkout's .venv or the
rem environment that it is installed in, else python.
setlocal
set "ROOT=%~dp0..\.."
set "PYTHON=%CIVICLINE_PYTHON%"
if not defined PYTHON if exist "%ROOT%\.venv\Scripts\python.exe" set "PYTHON=%ROOT%\.venv\Scripts\python.exe"
if not defined PYTHON if exist "%ROOT%\..\..\Scripts\python.exe" set "PYTHON=%ROOT%\..\..\Scripts\python.exe"
if not defined PYTHON set "PYTHON=python"
set "PYTHONPATH=%ROOT%;%PYTHONPATH%"
"%PYTHON%" -P -m sandbox.engine %*
exit /b %ERRORLEVEL%
