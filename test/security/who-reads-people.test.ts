import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findDossier } from '#engines/cases';
import { paymentsService, takeNotice } from '#engines/payments';
import { startProgram, type TestProgram } from '#test/program';
import { communeOf } from '../api/support.ts';
import { askSupplement } from '../procedures/support/walk.ts';
import type { Client } from './support/client.ts';
import { crawl, type Read, wordsOf } from './support/crawl.ts';
import { charged } from './support/money.ts';
import { fillDraft, robot, sendDraft, signedIn } from './support/world.ts';

const OWNER = 'Giàng Thị Mỷ';
const PAYER = 'Lò Văn Ké';
const PAYEE = 'Tẩn Mẩy Sen';
const NUMBER = '010191000172';
const ACCOUNT = '19031234567';
const NAMES = [OWNER, PAYER, PAYEE, 'LO VAN KE'];
/** By which the person is called, or the state or a bank knows her, as somebody would write it. */
const NUMBERS = [NUMBER, '0912345678', '0912 345 678', '84912345678', '0987654321', ACCOUNT, '1903 1234 567'];
const WORDS = `Của ${OWNER}, CCCD ${NUMBER}, gọi 0912345678`;

/** Where any of these words stands in what somebody read. */
const found = (read: readonly Read[], words: readonly string[]): string[] =>
  read.flatMap(({ path, text }) => {
    const plain = text.replaceAll('\u00a0', ' ');
    return words.filter(word => plain.includes(word)).map(word => `${path}: ${word}`);
  });

describe('who looks on reads no numbers of people, and of money no names', () => {
  let program: TestProgram;
  let dossier: { id: string; code: string };
  let agencyId: string;

  async function posted(by: Client, path: string, fields: Record<string, string>): Promise<string> {
    const { status, text, location } = await by.post(path, fields);
    assert.equal(status, 303, `${path} ${/class="es"[\s\S]{0,600}/.exec(text)?.[0] ?? text.slice(0, 300)}`);
    return location;
  }

  before(async () => {
    program = await startProgram();
    const { env } = program;
    ({ agencyId } = await communeOf(program, 'Ủy ban nhân dân xã Bắc Hà'));
    const owner = await signedIn(program, '+84912345678');
    const clerk = await signedIn(program, 'motcua.bacha');
    const head = await signedIn(program, 'chutich.bacha');
    const draft = await fillDraft(owner, '2.000635', { 'request.content': WORDS });
    dossier = await sendDraft(program, owner, draft);
    const base = `/can-bo/ho-so/${dossier.id}/phi`;
    const take = async (amount: string) =>
      (await posted(clerk, `${base}/thu`, { 'nguoi-nop': PAYER, 'so-tien': amount })).split('?')[0] ?? '';
    const first = await charged(program, { clerk, head }, dossier, ['Phí sao', '8.000']);
    await posted(clerk, `${await take('8000')}/huy`, { 'ly-do': `Nhầm người. ${WORDS}` });
    await take('8000');
    await posted(clerk, `${base}/${first}/hoan`, {
      ...{ ten: PAYEE, cach: 'transfer', 'ngan-hang': '970436', 'tai-khoan': ACCOUNT },
      ...{ 'so-tien': '1.000', 'ly-do': `Trả cho ${PAYEE}. ${WORDS}` },
    });
    const account = await env.db.one<{ bin: string; number: string }>(
      "SELECT bin, number FROM payments.bank_account WHERE holder LIKE '%xã Bắc Hà'",
    );
    const now = env.clock.now();
    for (const [ref, purpose] of [
      ['FT1', `LO VAN KE nop thay 0987654321 ${dossier.code}`],
      ['FT2', `LO VAN KE nop le phi, CCCD ${NUMBER}`],
    ] as const) {
      const transaction = { ref, amount: 5_000, purpose, payer: 'LO VAN KE', bookedAt: now.toISOString() };
      const notice = { id: `notice-${ref}`, account, transaction };
      await env.db.tx(tx => takeNotice(tx, env.get(paymentsService), notice, Buffer.from('x'), now));
    }
    const sent = (await findDossier(env.db, dossier.id)) ?? assert.fail();
    await askSupplement(program, sent, 'motcua.bacha', `Chụp lại giấy tờ. ${WORDS}`);
  });
  after(() => program?.stop());

  test('the auditor walks all pages and files that he reaches: no number anywhere, names only where the dossier itself is', async () => {
    const auditor = await signedIn(program, 'kiemtra.tinh');
    const page = `/can-bo/ho-so/${dossier.id}`;
    // What no link leads him to is asked for by its address.
    const typed = ['hoi-y-kien', 'chuyen', 'xin-loi', 'dung', 'sua-to-khai', 'xem-truoc.pdf'];
    const read = await crawl(auditor, [
      ...['/can-bo', page, ...typed.map(part => `${page}/${part}`)],
      ...['/can-bo/thu-phi/tien-vao?xem=all', '/can-bo/tai.xlsx?xem=all', `/can-bo/tim?q=${NUMBER}`],
    ]);
    for (const reached of [
      /\/phi$/,
      /phieu-thu\/[^/]+\/in[.]pdf$/,
      /so[.]xlsx$/,
      /tien-vao[?]xem=all/,
      /thu-phi\/hoan\/./,
      /giay-tiep-nhan[.]pdf$/,
    ])
      assert.ok(
        read.some(r => reached.test(r.path)),
        `${reached} was not read`,
      );
    assert.deepEqual(found(read, NUMBERS), []);
    assert.deepEqual(
      found(
        read,
        NAMES.filter(name => name !== OWNER),
      ),
      [],
    );
    // The name under which a dossier is kept stands in lists of dossiers, on its page and on its slips (decision 0635).
    const kept =
      /^\/can-bo(?:[?].*)?$|^\/can-bo\/(?:so-theo-doi|tinh-hinh\/ho-so|ho-so\/[^/]+(?:$|[?]|\/giay-tiep-nhan|\/phieu\/))/;
    assert.deepEqual(
      found(
        read.filter(r => !kept.test(r.path)),
        [OWNER],
      ),
      [],
    );
    const text = (path: RegExp) => read.find(r => path.test(r.path))?.text.replaceAll('\u00a0', ' ') ?? '';
    assert.match(
      text(/thu-phi\/hoan\/./),
      /T••• M••• S•••[\s\S]*Trả cho T••• M••• S•••[.] Của G••• T••• M•••, CCCD ••••••••0172/,
    );
    assert.match(
      text(/tien-vao[?]xem=all/),
      new RegExp(`••• 0987 ••• 321 ${dossier.code.replaceAll('.', '[.]')}`),
    );
  });

  test('who takes, gives back and settles money reads whose it is', async () => {
    for (const [user, path, words] of [
      ['motcua.bacha', `/can-bo/ho-so/${dossier.id}/phi`, [PAYEE, WORDS, 'LO VAN KE nop thay']],
      ['chutich.bacha', '/can-bo/thu-phi/hoan', [PAYEE, WORDS]],
      ['ketoan.tinh', '/can-bo/thu-phi/hoan', [PAYEE, WORDS]],
      ['ketoan.tinh', '/can-bo/thu-phi/tien-vao', ['LO VAN KE nop le phi', NUMBER]],
      ['hotich.bacha', `/can-bo/ho-so/${dossier.id}/phi`, [PAYEE]],
    ] as const) {
      const { text } = await (await signedIn(program, user)).get(path);
      for (const word of words) assert.ok(text.includes(word), `${user} ${path} ${word}`);
    }
    assert.equal(
      (await (await signedIn(program, 'motcua.laocai')).get(`/can-bo/ho-so/${dossier.id}/phi`)).status,
      404,
    );
  });

  test('a program that did not hand a dossier in reads no name and no number in it', async () => {
    const token = await robot(program, agencyId);
    const base = `/api/v1/dossiers/${dossier.code}`;
    const { status, text } = await token.get(base);
    assert.equal(status, 200);
    assert.match(
      text.replaceAll('\u00a0', ' '),
      /Chụp lại giấy tờ[.] Của G••• T••• M•••, CCCD ••••••••0172, gọi 0912 ••• 678/,
    );
    assert.deepEqual(found([{ path: base, text }], [...NAMES, ...NUMBERS]), []);
    const receipt = [{ path: 'receipt', text: wordsOf(await token.bytes(`${base}/receipt`)) }];
    assert.match(receipt[0]?.text ?? '', new RegExp(dossier.code.replaceAll('.', '[.]')));
    assert.deepEqual(found(receipt, NUMBERS), []);
  });
});
