# Finds a Java of at least NEEDED_JAVA on this machine. To be sourced (POSIX sh): by ./lastagent, ./mvnw and ./check.
#
#   find_java          wants bin/java; sets and exports JAVA_HOME, or returns 1
#   find_java javac    wants a whole JDK
#   explain_missing_java   tells a person what to do; returns 1
#
# Looks first at JAVA_HOME, then where systems keep their Javas, and last at the one on the PATH. A Java tells its
# version in its file "release", so that none has to be started for the question.

NEEDED_JAVA=25

java_is_new_enough() { # HOME PROGRAM
    [ -x "$1/bin/java" ] && [ -x "$1/bin/$2" ] && [ -r "$1/release" ] || return 1
    _version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" | head -n 1)
    [ -n "$_version" ] && [ "$_version" -ge "$NEEDED_JAVA" ]
}

find_java() {
    _program=${1:-java}
    if [ -n "${JAVA_HOME:-}" ] && java_is_new_enough "$JAVA_HOME" "$_program"; then
        export JAVA_HOME
        return 0
    fi
    # The exact release before newer ones: the compiler's plugins know it best.
    for _home in \
        /usr/lib/jvm/*"$NEEDED_JAVA"* /usr/lib64/jvm/*"$NEEDED_JAVA"* /usr/java/*"$NEEDED_JAVA"* \
        /usr/local/openjdk"$NEEDED_JAVA"* /opt/*"$NEEDED_JAVA"* /opt/java/*"$NEEDED_JAVA"* \
        "${HOME:-/nowhere}"/.sdkman/candidates/java/"$NEEDED_JAVA"* "${HOME:-/nowhere}"/.jdks/*"$NEEDED_JAVA"* \
        /Library/Java/JavaVirtualMachines/*"$NEEDED_JAVA"*/Contents/Home \
        /opt/homebrew/opt/openjdk@"$NEEDED_JAVA"/libexec/openjdk.jdk/Contents/Home \
        /usr/lib/jvm/* /usr/local/openjdk* /opt/*jdk* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if java_is_new_enough "$_home" "$_program"; then
            JAVA_HOME=$_home
            export JAVA_HOME
            return 0
        fi
    done
    _java=$(command -v java 2>/dev/null) && _java=$(readlink -f "$_java" 2>/dev/null) || return 1
    _home=${_java%/bin/java}
    java_is_new_enough "$_home" "$_program" || return 1
    JAVA_HOME=$_home
    export JAVA_HOME
}

explain_missing_java() {
    {
        echo "lastagent needs Java $NEEDED_JAVA or newer and finds none: not in JAVA_HOME, not where systems keep them,"
        echo "not on the PATH. Install one, or set JAVA_HOME to its folder, and run this again:"
        echo "  Debian 13, Ubuntu 25.10 and later   apt-get install openjdk-$NEEDED_JAVA-jdk-headless"
        echo "  Fedora, RHEL 10 and their kin       dnf install java-$NEEDED_JAVA-openjdk-devel"
        echo "  FreeBSD                             pkg install openjdk$NEEDED_JAVA"
        echo "  anything else                       unpack a JDK $NEEDED_JAVA (adoptium.net) below /opt or /usr/lib/jvm"
    } >&2
    return 1
}
