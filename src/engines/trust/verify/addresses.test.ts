import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { dict, Name, textString } from '#platform/pdf';
import { firstPage, lastRange, type SignedPapers, signedPapers, updated } from '../testing/signed-papers.ts';

describe('addresses in a signed paper', () => {
  let papers: SignedPapers;
  /** Whoever calls here was sent by the paper. */
  let called = 0;
  const trap = createServer((_request, response) => {
    called += 1;
    response.end();
  });
  let address: string;
  before(async () => {
    await new Promise<void>(resolve => trap.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
    papers = await signedPapers({ crlUrl: `${address}/list.crl` });
  });
  after(async () => {
    trap.closeAllConnections();
    trap.close();
    await papers.f.end();
  });

  /** `pdf` with the last signature made by somebody whose certificate names lists, responders and issuers at our address. */
  function signedElsewhere(pdf: Buffer): Buffer {
    const { open, close } = lastRange(pdf);
    const at = (name: string) => path.join(papers.f.folder, name);
    const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
    writeFileSync(
      at('x.cnf'),
      `[req]\ndistinguished_name=dn\n[dn]\n[v3]\nkeyUsage=digitalSignature\ncrlDistributionPoints=URI:${address}/a.crl
authorityInfoAccess=OCSP;URI:${address}/ocsp,caIssuers;URI:${address}/issuer.cer\n`,
    );
    openssl('ecparam', '-genkey', '-name', 'prime256v1', '-noout', '-out', at('x.key'));
    openssl(
      ...['req', '-x509', '-new', '-key', at('x.key'), '-subj', '/CN=Ai do', '-days', '3000'],
      ...['-config', at('x.cnf'), '-extensions', 'v3', '-out', at('x.pem')],
    );
    writeFileSync(at('content'), Buffer.concat([pdf.subarray(0, open), pdf.subarray(close)]));
    openssl(
      ...[
        'cms',
        '-sign',
        '-binary',
        '-md',
        'sha256',
        '-in',
        at('content'),
        '-outform',
        'DER',
        '-out',
        at('cms'),
      ],
      ...['-signer', at('x.pem'), '-inkey', at('x.key')],
    );
    const cms = readFileSync(at('cms')).toString('hex');
    const out = Buffer.from(pdf);
    out.write(`<${cms.padEnd(close - open - 2, '0')}>`, open, 'latin1');
    return out;
  }

  it('are not called when its signatures are checked: lists of the signer, responders, issuers', async () => {
    const { f, two } = papers;
    assert.equal((await f.trust.verifyPdf(two)).verdict, 'valid');
    const foreign = await f.trust.verifyPdf(signedElsewhere(two));
    // It was read to the end: whose certificate it is stands there, and the signature fits.
    assert.equal(foreign.verdict, 'unknown-signer');
    assert.equal(foreign.signatures.at(-1)?.signerName, 'Ai do');
    assert.equal(foreign.signatures.at(-1)?.intact, true);
    assert.equal(called, 0);
  });

  it('nor those of its links, forms and actions', async () => {
    const { f, two } = papers;
    const linked = updated(two, update => {
      const page = firstPage(update);
      const links = ['URI', 'SubmitForm', 'GoToR', 'Launch', 'ImportData'].map(kind => {
        const to = textString(`${address}/${kind}`);
        const action = dict({ S: new Name(kind), URI: to, F: to });
        return update.add(
          dict({ Type: new Name('Annot'), Subtype: new Name('Link'), Rect: [0, 0, 9, 9], A: action }),
        );
      });
      update.set(page.ref, new Map([...page.dict, ['Annots', links]]));
    });
    assert.equal((await f.trust.verifyPdf(linked)).verdict, 'changed');
    assert.equal(called, 0);
    await fetch(address);
    assert.equal(called, 1, 'the trap hears');
  });
});
