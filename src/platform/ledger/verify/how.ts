import en from '../locales/en.json' with { type: 'json' };
import vi from '../locales/vi.json' with { type: 'json' };

/** What a file says of itself: how it is checked by hand, and a program that does so. */
export type ByHand = { howToCheck: string[]; script: string[] };

/**
 * How to check a file by hand, Vietnamese first; of `evidence`, a file of several proofs, the first of them. What is indented is a
 * command: without a double quote or a backslash, which JSON writes in another way than a shell reads it.
 */
export function byHand(file: 'proof' | 'evidence' | 'consistency'): ByHand {
  const key = file === 'consistency' ? 'ledger.consistency.how' : 'ledger.proof.how';
  const lines = [vi, en].map(texts => texts[key]).join('\n\n');
  const said = file === 'evidence' ? lines.replaceAll('proof.json $*', 'proof.json proofs 0 $*') : lines;
  return { howToCheck: said.split('\n'), script: file === 'consistency' ? CONSISTENCY : PROOF };
}

// Checks that share nothing with this program: Python's standard library and the openssl command.
const COMMON = String.raw`import base64, hashlib, json, os, subprocess, sys, tempfile
f, good = json.load(open(sys.argv[1], encoding='utf-8')), True
sha, b64 = lambda b: hashlib.sha256(b).digest(), base64.b64decode
def check(what, ok):
    global good
    good &= bool(ok)
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
def signed(key, line):
    with tempfile.TemporaryDirectory() as d:
        for name, b in ('key', key), ('line', line['signed'].encode()), ('sig', b64(line['signature'])):
            open(os.path.join(d, name), 'wb').write(b)
        cmd = 'openssl dgst -sha256 -keyform DER -verify key -signature sig line'.split()
        return subprocess.run(cmd, cwd=d, capture_output=True).returncode == 0
def stands(link, key, log):
    head = json.loads(link['head']['signed'])
    check('head of size %d is signed' % head['size'], signed(key, link['head']) and head['log'] == log)
    there = root(link['entry'].encode(), link['position'], head['size'] - 1, link['path'])
    check('entry stands at position %d' % link['position'], there == head['root'])
def keys(p):  # each with the position after which it signs
    key = b64(p['keys'][0]['publicKey'])
    check('the first key has the fingerprint ' + p['log'], sha(key).hex() == p['log'])
    found = [(-1, key)]
    for link in p['keys'][1:]:
        stands(link, found[-1][1], p['log'])
        key, body = b64(link['publicKey']), json.loads(link['entry'])['body']
        check('key %s follows' % link['keyId'], b64(body['publicKey']) == key)
        found.append((link['position'], key))
    return found`;

const END = `print('The proof holds.' if good else 'The proof does NOT hold.')
sys.exit(0 if good else 1)`;

/** For a proof, or an applicant's evidence, which holds several and the receipt. */
const PROOF = `${COMMON}
${String.raw`for p in f.get('proofs', [f]):
    own, entry = keys(p), json.loads(p['entry'])
    stands(p, own[-1][1], p['log'])
    for field, s in p['personal'].items():
        hashed = sha(bytes.fromhex(s['salt']) + s['value'].encode()).hex()
        check('%s = %s' % (field, s['value']), hashed == entry['personal'][field])
    receipt = json.loads(f.get('receipt', {}).get('signed', '{}'))
    if receipt.get('id') == entry['id']:
        by = any(signed(key, f['receipt']) for _, key in own)
        check('the receipt promised this entry', by and receipt['leaf'] == sha(b'\x00' + p['entry'].encode()).hex())`}
${END}`.split('\n');

const CONSISTENCY = `${COMMON}
${String.raw`def extends(m, n, a, b, path):  # RFC 9162, section 2.1.4.2
    if m == n: return a == b and not path
    path = ([a] if m & (m - 1) == 0 else []) + path
    fn, sn, fr, sr = m - 1, n - 1, path[0], path[0]
    while fn & 1: fn, sn = fn >> 1, sn >> 1
    for c in path[1:]:
        if sn == 0: return False
        if fn & 1 or fn == sn:
            fr, sr = sha(b'\x01' + c + fr), sha(b'\x01' + c + sr)
            while not fn & 1 and fn: fn, sn = fn >> 1, sn >> 1
        else: sr = sha(b'\x01' + sr + c)
        fn, sn = fn >> 1, sn >> 1
    return fr == a and sr == b and sn == 0
own, heads = keys(f), [json.loads(f[name]['signed']) for name in ('first', 'second')]
for name, head in zip(('first', 'second'), heads):
    key = [key for after, key in own if after + 1 < head['size']][-1]
    check('head of size %d is signed' % head['size'], signed(key, f[name]) and head['log'] == f['log'])
(m, a), (n, b) = [(head['size'], bytes.fromhex(head['root'])) for head in heads]
check('head %d goes on from head %d' % (n, m), extends(m, n, a, b, [bytes.fromhex(h) for h in f['path']]))`}
${END}`.split('\n');
