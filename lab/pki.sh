# Certificates for one recording, made anew each time; private keys stay in the scratch folder and go with it. Sourced after lib.sh.

PKI=

# pki_up : an authority of the lab's own, and the server's certificate policy.example signed by it.
pki_up() {
    PKI=$SCRATCH/pki
    mkdir -p "$PKI"
    authority lab '/O=Gatehouse Lab/CN=Gatehouse Lab Root CA'
    certificate policy lab policy.example
}

# authority NAME SUBJECT
authority() {
    local name=$1 subject=$2
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "$PKI/$name-ca.key" -out "$PKI/$name-ca.pem" -days 3650 -subj "$subject" \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
    : >"$PKI/$name-ca.index"
    printf '%016x' "$((RANDOM * RANDOM + 1))" >"$PKI/$name-ca.serial"
    cat >"$PKI/$name-ca.conf" <<CONF
[ca]
default_ca = lab
[lab]
database = $PKI/$name-ca.index
serial = $PKI/$name-ca.serial
new_certs_dir = $PKI
certificate = $PKI/$name-ca.pem
private_key = $PKI/$name-ca.key
default_md = sha256
policy = any
unique_subject = no
copy_extensions = copy
[any]
commonName = supplied
CONF
}

# certificate NAME AUTHORITY HOST [FROM UNTIL [ALGORITHM]] : times as YYYYMMDDHHMMSSZ; makes NAME.key, NAME.pem and NAME-chain.pem (with its authority).
certificate() {
    local name=$1 ca=$2 host=$3 from=${4:-} until=${5:-} algorithm=${6:-rsa:2048}
    local key=(-newkey "$algorithm")
    [ "$algorithm" != ec ] || key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256)
    from=${from:-$(date -u -d '1 day ago' +%Y%m%d%H%M%SZ)}
    until=${until:-$(date -u -d '825 days' +%Y%m%d%H%M%SZ)}
    openssl req -new "${key[@]}" -nodes -keyout "$PKI/$name.key" -out "$PKI/$name.csr" -subj "/CN=$host" \
        -addext "subjectAltName=DNS:$host" -addext extendedKeyUsage=serverAuth,clientAuth 2>/dev/null
    openssl ca -batch -notext -config "$PKI/$ca-ca.conf" -in "$PKI/$name.csr" -out "$PKI/$name.pem" -startdate "$from" -enddate "$until" 2>/dev/null
    cat "$PKI/$name.pem" "$PKI/$ca-ca.pem" >"$PKI/$name-chain.pem"
}
