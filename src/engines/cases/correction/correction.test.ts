import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FormData } from '#engines/forms';
import {
  changeProfile,
  createAccount,
  getAccount,
  profileOf,
  seeNumber,
  vaultService,
} from '#engines/identity';
import { messagesAbout } from '#engines/messaging';
import { obligationsOf, payments, paymentsService, receiptsOf, takeCash } from '#engines/payments';
import { openTasks } from '#engines/work';
import { subjectOf } from '../fees/follow.ts';
import { actorAt, correctAnswers, type Dossier, dossierFor, factsOf, receiptOf, withdraw } from '../index.ts';
import { writeReception } from '../intake/reception.ts';
import { notifyApplicant } from '../notify.ts';
import { dossierState } from '../state-check.ts';
import { type CasesFixture, RARE } from '../testing/fixture.ts';
import { does, type People, signs, withLibrary } from '../testing/people.ts';
import { undoes } from '../testing/undoing.ts';
import { wordsOf } from '../testing/words-of.ts';
import { accountFollows } from './account-follows.ts';
import { listCorrections } from './answers-correction.ts';
import { decidingAnswers } from './deciding-answers.ts';
import { correctionState } from './state-check.ts';

describe('cases: a clerk corrects what he typed wrong', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });
  type Typed = Parameters<CasesFixture['filledIn']>[0];

  /** Taken in at the counter by the clerk, with a letter wrong; `selfDeclared`: with what the reader had filled in at home. */
  async function received(
    typed: Typed = { name: 'Giàng A Phư' },
    { code = '', selfDeclared = false, reader = p.reader } = {},
  ) {
    const dossier = await f.apply(reader, {
      // Only what is asked for online costs something here.
      channel: code ? 'online' : 'counter',
      data: f.filledIn(typed),
      ...(code ? { code } : {}),
    });
    const by = {
      accountId: p.clerk.accountId,
      postId: p.clerk.postId,
      agencyId: f.agencies.centre,
      at: f.clock.now(),
    };
    const none = { delegate: null, trackingNumber: null, offline: null, papers: [] };
    await f.db.tx(tx =>
      writeReception(tx, dossier, { agencyId: f.agencies.centre, selfDeclared, ...none }, by),
    );
    return dossier;
  }

  async function corrects(
    who: People['clerk'],
    dossier: Dossier,
    data: object,
    more: { phone?: string; applicantName?: string } = {},
  ): Promise<Dossier> {
    const at = f.clock.now();
    const seen = await dossierFor(f.db, who, dossier.id, 'correct-answers', at);
    const actor = actorAt(who, at, await factsOf(f.db, seen, at), 'dossier.read');
    const wish = { dossierId: dossier.id, reason: 'Gõ thiếu dấu', data: data as FormData, ...more };
    return f.db.tx(tx => correctAnswers(tx, f.deps, wish, actor));
  }

  const found = async (words: string) =>
    (
      await f.db.query<{ id: string }>("SELECT id FROM cases.dossier WHERE search LIKE '%' || $1 || '%'", [
        words,
      ])
    ).map(d => d.id);
  const stateOf = async ({ id }: Dossier) => {
    let told: unknown;
    for (const entry of await f.ledger.history(f.db, `dossier:${id}`))
      if (dossierState.kinds.includes(entry.kind))
        told = dossierState.fold(told as never, { ...entry, subject: `dossier:${id}` } as never);
    const actual = await dossierState.actual(f.db as never, null, 10_000);
    return {
      told: dossierState.told?.(told as never),
      row: actual.find(a => a.key === `dossier:${id}`)?.state,
    };
  };
  /** What the ledger tells and what the tables hold, as `ledger verify --state` compares them. */
  const holds = async (dossier: Dossier) => {
    const { told, row } = await stateOf(dossier);
    const { owner, data } = told as { owner: string; data: string };
    assert.deepEqual(
      [owner, data],
      [(row as typeof told & { owner: string }).owner, (row as { data: string }).data],
    );
    assert.deepEqual(await f.ledger.verifyState([correctionState, ...(payments.stateChecks ?? [])]), []);
  };

  test('the name is right everywhere, the due time where it was, the ledger tells what was and what is, the applicant is told', async () => {
    const dossier = await received({ name: 'Giàng A Phư', phone: '0912345679' });
    const now = await corrects(p.clerk, dossier, f.filledIn());
    assert.deepEqual(
      [now.ownerName, now.phone, now.dueAt, now.status, now.applicantId],
      ['Giàng A Phử', '0912345678', dossier.dueAt, 'received', dossier.applicantId],
    );
    assert.deepEqual(await found(`${dossier.code.toLowerCase().split('-').at(-1)} giang a phu`), [
      dossier.id,
    ]);
    const [task] = await openTasks(f.db, dossier.id);
    assert.equal(task?.title.person, 'Giàng A Phử');
    const [entry] = await f.ledger.history(f.db, `dossier:${dossier.id}`, ['case.answers-corrected']);
    assert.deepEqual([entry?.actor, entry?.body.fields], [p.clerk.accountId, 2]);
    assert.doesNotMatch(JSON.stringify(entry?.body), /Phử|0912 ?345/);
    assert.deepEqual(entry?.personal.changes, [
      { label: 'Họ và tên', before: 'Giàng A Phư', after: 'Giàng A Phử' },
      { label: 'Số điện thoại', before: '0912 345 679', after: '0912 345 678' },
    ]);
    await holds(dossier);
    await f.db.tx(tx => notifyApplicant.handle({ ...entry, subject: `dossier:${dossier.id}` } as never, tx));
    const [said] = await messagesAbout(f.db, dossier.id);
    assert.deepEqual(
      [said?.key, said?.params.fields, said?.params.what],
      ['cases.message.answers-corrected', 'Họ và tên, Số điện thoại', 'Gõ thiếu dấu'],
    );
    const slip = wordsOf(await receiptOf(f.db, f.deps, f.ctx.texts, await f.again(dossier)));
    assert.match(slip, /Giàng A Phử/);
    assert.doesNotMatch(slip, /Giàng A Phư\b/);
    assert.match(slip, /In lại sau khi sửa lỗi nhập tờ khai/);
  });

  test('a telephone that the form was not told of at first is listed once, where the form says it now', async () => {
    const dossier = await received();
    const { reader, ...rest } = dossier.data as { reader: object };
    const untold = { ...rest, reader: { ...reader, phone: undefined } };
    await f.db.tx(tx =>
      tx.run("UPDATE cases.dossier SET data = $2, phone = '+84987654321' WHERE id = $1", [
        dossier.id,
        JSON.stringify(untold),
      ]),
    );
    const now = await corrects(p.clerk, dossier, dossier.data);
    assert.equal(now.phone, '0912345678');
    const [made] = await listCorrections(f.db, dossier.id);
    assert.deepEqual(
      made?.changes.map(c => c.label),
      ['Số điện thoại'],
    );
  });

  test('it is taken back as any act, and all is what it was', async () => {
    const dossier = await received();
    await corrects(p.clerk, dossier, f.filledIn());
    const now = await undoes(f, p.clerk, dossier);
    assert.deepEqual([now.ownerName, now.data], ['Giàng A Phư', dossier.data]);
    assert.equal((await openTasks(f.db, dossier.id))[0]?.title.person, 'Giàng A Phư');
    assert.deepEqual(
      (await listCorrections(f.db, dossier.id)).map(c => c.undone),
      [true],
    );
    await holds(dossier);
    await corrects(p.clerk, dossier, f.filledIn());
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    await holds(dossier);
  });

  test('the officer whose step it is may too, no stranger, and nobody once a result is signed or the dossier is closed', async () => {
    const dossier = await received();
    await does(f, p.clerk, dossier, 'forward');
    await assert.rejects(corrects(p.stranger, dossier, f.filledIn()), { code: 'NOT_FOUND' });
    await assert.rejects(corrects(p.registrar, dossier, f.filledIn()), { code: 'NOT_ALLOWED' });
    await corrects(p.officer, dossier, f.filledIn());
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    await assert.rejects(corrects(p.clerk, dossier, f.filledIn({ name: 'Ai Khác' })), {
      code: /ANSWERS_SIGNED|ACT_NOT_ALLOWED_NOW/,
    });
    const gone = await received();
    const at = f.clock.now();
    const actor = actorAt(p.clerk, at, await factsOf(f.db, gone, at), 'dossier.receive');
    await f.db.tx(tx => withdraw(tx, f.deps, { dossierId: gone.id, reason: 'Rút' }, actor));
    await assert.rejects(corrects(p.clerk, gone, f.filledIn()), { code: 'ACT_NOT_ALLOWED_NOW' });
  });

  test('what citizens declared themselves stays theirs', async () => {
    const online = await f.apply(p.reader, { data: f.filledIn({ name: 'Giàng A Phư' }) });
    await assert.rejects(corrects(p.clerk, online, f.filledIn()), { code: 'ANSWERS_OWN' });
    const atHome = await received(undefined, { selfDeclared: true });
    await assert.rejects(corrects(p.clerk, atHome, f.filledIn()), { code: 'ANSWERS_OWN' });
    assert.deepEqual(await listCorrections(f.db, atHome.id), []);
  });

  test('judged as at reception; an answer on which fee or agency hangs is refused, and so is nothing at all', async () => {
    const refused = async (dossier: Dossier, data: object, what: RegExp) =>
      assert.rejects(corrects(p.clerk, dossier, data), ({ code, details }) => {
        assert.equal(code, 'FORM_INCOMPLETE');
        assert.match(JSON.stringify(details), what);
        return true;
      });
    const dossier = await received();
    await refused(dossier, f.filledIn({ name: 'Giàng A Phư', phone: '12' }), /reader\.phone/);
    await refused(
      dossier,
      f.filledIn({ name: 'Giàng A Phư', commune: '99002' }),
      /quyết định cơ quan giải quyết/,
    );
    await assert.rejects(corrects(p.clerk, dossier, dossier.data), { code: 'ANSWERS_SAME' });
    const rare = await received({ ground: 'poor' }, { code: RARE });
    await refused(rare, f.filledIn({ ground: 'old' }), /quyết định phí/);
    assert.deepEqual((await f.again(rare)).data, rare.data);
  });

  test('what is still to be paid stands on the right name; what was paid and its receipt on the one that was there then', async () => {
    const reader = await f.citizen('Giàng Thị Mỵ');
    const dossier = await received({}, { code: RARE, reader });
    const subject = subjectOf(dossier);
    const named = async () => (await obligationsOf(f.db, subject)).map(o => [o.state, o.payer]);
    const at = f.clock.now();
    const clerk = { accountId: p.clerk.accountId, postId: p.clerk.postId, agencyId: f.agencies.centre, at };
    await f.db.tx(tx =>
      takeCash(tx, f.ctx.get(paymentsService), { subject, amount: 800_000, payer: reader.name }, clerk),
    );
    await does(f, p.clerk, dossier, 'forward');
    const before = await named();
    assert.deepEqual(before, [
      ['paid', 'Giàng Thị Mỵ'],
      ['unset', 'Giàng Thị Mỵ'],
    ]);
    await corrects(p.clerk, dossier, dossier.data, { applicantName: 'Giàng Thị Mỷ' });
    assert.deepEqual(await named(), [
      ['paid', 'Giàng Thị Mỵ'],
      ['unset', 'Giàng Thị Mỷ'],
    ]);
    assert.deepEqual(
      (await receiptsOf(f.db, subject)).map(r => r.payer),
      ['Giàng Thị Mỵ'],
    );
    await holds(dossier);
    await undoes(f, p.clerk, dossier);
    assert.deepEqual(await named(), before);
    await holds(dossier);
  });

  test('a personal number that was only typed may be another, and the account that counters keep follows; one that a card showed, or of an account of his own, stays', async () => {
    const dossier = await received();
    const procedure = await f.procedureOf(dossier.procedureCode);
    const vault = f.ctx.get(vaultService);
    // As if this form asked for the number of who applies.
    const phone = procedure.form.fields['reader.phone']!;
    const form = {
      ...procedure.form,
      fields: { ...procedure.form.fields, 'reader.phone': { ...phone, prefill: 'profile.personalNumber' } },
    } as typeof procedure.form;
    const [typed, right] = ['010191004172', '010191004127'];
    const says = (number: string) =>
      f.filledIn({ name: 'Giàng A Phư', phone: number }) as unknown as FormData;
    const made = await f.db.tx(tx =>
      createAccount(tx, { kind: 'citizen', name: dossier.applicantName }, f.act()),
    );
    const hangs = async (applicantId: string | null) => {
      const of = { ...dossier, applicantId, data: says(typed) };
      const next = { ...of, data: says(right) };
      return (await decidingAnswers(f.db, { ...procedure, form }, of, next, f.clock.now())).map(d => d.hangs);
    };
    assert.deepEqual(await hangs(null), []);
    assert.deepEqual(await hangs(made), []);
    assert.deepEqual(await hangs(p.reader.accountId), ['applicant'], 'she signs in with it');
    const [was, is] = [typed, right].map(number => ({
      applicantName: dossier.applicantName,
      data: says(number),
    })) as [{ applicantName: string; data: FormData }, { applicantName: string; data: FormData }];
    await f.db.tx(async tx => {
      await changeProfile(tx, vault, made, { personalNumber: typed }, f.act());
      await accountFollows(tx, vault, made, form, { was, is }, f.act());
    });
    assert.equal((await profileOf(f.db, vault, made)).personalNumber, right);
    await f.db.tx(tx => accountFollows(tx, vault, made, form, { was, is }, f.act()));
    assert.equal(
      (await profileOf(f.db, vault, made)).personalNumber,
      right,
      'what stands there otherwise stays',
    );
    const clerk = { ...f.act(), actor: p.clerk.accountId };
    await f.db.tx(tx => seeNumber(tx, vault, made, typed, clerk));
    assert.deepEqual(await hangs(made), ['applicant'], 'a card showed it');
  });

  test('who applies is not in this form: his name is corrected beside it, and the account that counters keep follows', async () => {
    const dossier = await received();
    await f.db.tx(tx =>
      tx.run("UPDATE cases.dossier SET applicant_name = 'Giàng Thị Mỵ' WHERE id = $1", [dossier.id]),
    );
    const now = await corrects(p.clerk, dossier, dossier.data, { applicantName: 'Giàng Thị Mỷ' });
    assert.equal(now.applicantName, 'Giàng Thị Mỷ');
    // Her own account lets her in: nobody else writes into it.
    assert.equal((await getAccount(f.db, p.reader.accountId)).name, p.reader.name);
    await assert.rejects(corrects(p.clerk, dossier, dossier.data, { applicantName: 'Lý Văn Tả' }), {
      code: 'FORM_INCOMPLETE',
    });
  });
});
