@echo off
rem Starts event-record.jar, which is in the folder above the one of this script, in the folder lib beside that of this
rem script, or in the same folder.
rem
rem JAVA_HOME               the JDK or JRE to use, 17 or newer; else the java of the PATH
rem EVENT_RECORD_JAVA_OPTS  more options for the JVM, for example -Xmx1g
rem
rem Without blocks in parentheses, because a path may contain one. Without delayed expansion, because an argument may
rem contain an exclamation mark.
setlocal DisableDelayedExpansion
set "here=%~dp0"
set "jar=%here%..\event-record.jar"
if not exist "%jar%" set "jar=%here%event-record.jar"
if not exist "%jar%" set "jar=%here%..\lib\event-record.jar"
if not exist "%jar%" goto nojar

set "java=java.exe"
if not defined JAVA_HOME goto run
set "java=%JAVA_HOME:"=%\bin\java.exe"
if not exist "%java%" goto nojava

:run
rem Short commands end before the second JIT compiler pays.
set "flags="
for %%c in (emit sinks check config completion help -h --help -V --version) do if "%~1"=="%%c" set "flags=-XX:TieredStopAtLevel=1"
"%java%" %flags% %EVENT_RECORD_JAVA_OPTS% -jar "%jar%" %*
exit /b %ERRORLEVEL%

:nojar
>&2 echo event-record: event-record.jar is neither in "%here%..", "%here%" nor "%here%..\lib"; put it there
exit /b 2

:nojava
>&2 echo event-record: there is no "%java%"; set JAVA_HOME to a JDK or JRE, 17 or newer
exit /b 2
