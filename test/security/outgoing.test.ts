import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import ExcelJS from 'exceljs';
import { startProgram, type TestProgram } from '#test/program';
import { pdf } from '../../src/engines/files/testing/samples.ts';
import { communeOf, tokenFor } from '../api/support.ts';
import { Client } from './support/client.ts';
import { fillDraft, sendDraft, signedIn } from './support/world.ts';

describe('security: what the server calls', () => {
  let program: TestProgram;
  /** Somebody's server, whose address is sent in wherever something can be sent. */
  let heard = 0;
  const foreign = createServer((request, response) => {
    heard += 1;
    request.resume();
    response.end();
  });
  let address: string;
  /** Whereto this process has connected: the program runs in it, and so do the clients. */
  const reached = new Set<string>();
  const note = (message: unknown) => {
    const { socket } = message as { socket: Socket };
    socket.once('connect', () => {
      if (socket.remotePort) reached.add(`${socket.remoteAddress}:${socket.remotePort}`);
    });
  };
  before(async () => {
    await once(foreign.listen(0, '127.0.0.1'), 'listening');
    address = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
    program = await startProgram({ TRUST_PROXY: '1' });
    subscribe('net.client.socket', note);
  });
  after(async () => {
    unsubscribe('net.client.socket', note);
    foreign.closeAllConnections();
    foreign.close();
    await program?.stop();
  });

  /** A paper that names the address in every way that a reader might follow. */
  const paper = () => {
    const actions = `/AA<</O<</S/URI/URI(${address}/uri)>>>>/A<</S/SubmitForm/F(${address}/form)>>`;
    return new Uint8Array(pdf(`x)${actions}/More(y`));
  };

  test('an address that somebody types or uploads is never one of them', async () => {
    const citizen = await signedIn(program, '+84912345678');
    const draft = await fillDraft(citizen, '2.000635', { 'request.content': `Xem ${address}/noi-dung` });
    const dossier = await sendDraft(program, citizen, draft);
    const clerk = await signedIn(program, 'motcua.bacha');
    await clerk.get(`/can-bo/ho-so/${dossier.id}`);
    await clerk.post(`/can-bo/ho-so/${dossier.id}/yeu-cau-bo-sung`, { reason: `Gửi lại ${address}/ly-do` });

    const anyone = new Client(program.url);
    const check = new FormData();
    check.append('_csrf', await anyone.csrf());
    check.append('tep', new File([paper()], 'a.pdf'));
    const told = await anyone.send('POST', '/kiem-tra', { body: check });
    assert.match(told.text, /không có chữ ký|chưa có chữ ký/i, 'it was read');
    for (const next of [address, `//${address.slice('http://'.length)}`])
      await anyone.get(`/dang-nhap?next=${encodeURIComponent(next)}`);
    await anyone.get('/tra-cuu', { referer: address, origin: address, 'x-forwarded-host': address });

    const admin = await signedIn(program, 'quantri.tinh');
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('x');
    sheet.addRow(['Họ và tên', 'Mã định danh cơ quan', 'Chức danh', 'Vai trò', 'Từ ngày']);
    sheet.getCell('A2').value = { text: 'An', hyperlink: `${address}/lien-ket` };
    sheet.getCell('B2').value = { formula: `WEBSERVICE("${address}/ham")`, result: 'H38' };
    const list = new FormData();
    list.append('_csrf', await admin.csrf());
    list.append('tep', new File([new Uint8Array(await book.xlsx.writeBuffer())], 'a.xlsx'));
    assert.equal((await admin.send('POST', '/can-bo/quan-tri/tai-khoan/nhap', { body: list })).status, 200);

    const { agencyId } = await communeOf(program, 'Ủy ban nhân dân xã Bắc Hà');
    const robot = new Client(program.url, undefined, await tokenFor(program, agencyId));
    const file = new FormData();
    file.append('file', new File([paper()], 'a.pdf', { type: 'application/pdf' }));
    await robot.send('POST', '/api/v1/files', { body: file });
    const verify = new FormData();
    verify.append('file', new File([paper()], 'a.pdf', { type: 'application/pdf' }));
    await robot.send('POST', '/api/v1/verify', { body: verify });

    // What was sent to people goes out by jobs: the test outbox, which is a table.
    for (let i = 0; i < 200; i++) {
      const { n } = await program.env.db.one<{ n: number }>('SELECT jobs.waiting() AS n');
      if (n === 0) break;
      await new Promise(resolve => setTimeout(resolve, 25));
    }
    assert.equal(heard, 0);
    const own = new URL(program.url).host;
    assert.ok(reached.has(own), 'the clients were seen');
    assert.deepEqual([...reached], [own], 'nothing else was called');
  });

  test('a control: a call would have been seen', async () => {
    await (await fetch(address)).arrayBuffer();
    assert.equal(heard, 1);
    assert.ok(reached.has(address.slice('http://'.length)));
  });
});
