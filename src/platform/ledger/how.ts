import en from './locales/en.json' with { type: 'json' };
import vi from './locales/vi.json' with { type: 'json' };

/** How to check a proof by hand, a line each, Vietnamese first. */
export const instructions = (): string[] => [
  ...vi['ledger.proof.how'].split('\n'),
  '',
  ...en['ledger.proof.how'].split('\n'),
];

/** A check that shares nothing with this program: Python's standard library and the openssl command. */
export const SCRIPT: string[] = String.raw`import base64, hashlib, json, os, subprocess, sys, tempfile
p, good = json.load(open(sys.argv[1], encoding='utf-8')), True
sha, b64 = lambda b: hashlib.sha256(b).digest(), base64.b64decode
def check(what, ok):
    global good
    good = good and bool(ok)
    print('ok ' if ok else 'BAD', what)
def root(entry, fn, sn, path):  # RFC 9162, section 2.1.3.2
    r = sha(b'\x00' + entry)
    for h in map(bytes.fromhex, path):
        if sn == 0: return None
        if fn & 1 or fn == sn:
            r = sha(b'\x01' + h + r)
            while not fn & 1 and fn: fn, sn = fn >> 1, sn >> 1
        else: r = sha(b'\x01' + r + h)
        fn, sn = fn >> 1, sn >> 1
    return r.hex() if sn == 0 else None
def signed(key, head):
    with tempfile.TemporaryDirectory() as d:
        for name, b in ('key', key), ('head', head['signed'].encode()), ('sig', b64(head['signature'])):
            open(os.path.join(d, name), 'wb').write(b)
        cmd = 'openssl dgst -sha256 -keyform DER -verify key -signature sig head'.split()
        return subprocess.run(cmd, cwd=d, capture_output=True).returncode == 0
key = b64(p['keys'][0]['publicKey'])
check('the first key has the fingerprint ' + p['log'], sha(key).hex() == p['log'])
for link in p['keys'][1:] + [p]:
    head = json.loads(link['head']['signed'])
    check('head of size %d is signed' % head['size'], signed(key, link['head']) and head['log'] == p['log'])
    there = root(link['entry'].encode(), link['position'], head['size'] - 1, link['path'])
    check('entry stands at position %d' % link['position'], there == head['root'])
    if link is not p:
        key, body = b64(link['publicKey']), json.loads(link['entry'])['body']
        check('key %s follows' % link['keyId'], b64(body['publicKey']) == key)
for field, s in p['personal'].items():
    is_same = sha(bytes.fromhex(s['salt']) + s['value'].encode()).hex() == json.loads(p['entry'])['personal'][field]
    check('%s = %s' % (field, s['value']), is_same)
sys.exit(0 if good else 1)`.split('\n');
