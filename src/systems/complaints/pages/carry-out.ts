import {
  type Actor,
  actorAt,
  askerOf,
  casesService,
  type Dossier,
  dossierFor,
  factsOf,
  findResultAct,
  holdingBeside,
  mayAct,
  type ResultAct,
  type SeenTwin,
  seeTwins,
  type Told,
  toldOf,
} from '#engines/cases';
import { decide, type ScopedGrant } from '#engines/identity';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
import { type AppError, NotFound } from '#platform/errors';
import { type Ctx, textField } from '#platform/http';
import {
  box,
  doneAt,
  doOnce,
  errorOf,
  type FormPage,
  fieldId,
  formPageRoutes,
  type Html,
  hideContacts,
  html,
  note,
  type Printable,
  textArea,
  textField as textInput,
  typedOr,
  type Waiting,
} from '#ui';
import { reachOf } from '../access.ts';
import { carryOut } from '../actions/carry-out.ts';
import { mayElsewhere, type Way, wayOf } from '../actions/ways.ts';
import { countToCarryOut, findComplaint } from '../data/read.ts';
import { whoDid } from '../data/who-did.ts';
import { type Told as ComplainantTold, toldOf as complainantTold } from '../notify.ts';
import { type CarriedOut, type Complaint, waitsToBeCarriedOut } from '../types.ts';
import { carriedWords, groundWords, paragraphs, remedyKey } from './facts.ts';
import { NAMED_AT, nameActFields, readNamedAct } from './name-act.ts';
import { secondPart } from './second-part.ts';
import { actWords, sinceWords } from './since-words.ts';
import { staffHref } from './staff-href.ts';
import { COMPLAINTS, complaintsPage, staffPath } from './staff-view.ts';

const CODE = 'ma-ho-so';
/** Why what was revoked holds again beside another paper, and how short that may be. */
const WHY = 'vi-sao';
const SHORTEST_WHY = 10;
/** Either makes somebody answer for an agency. */
const DECIDING = ['dossier.decide', 'dossier.sign'] as const;

export const carryOutPath = (c: Pick<Complaint, 'id'>): string => `${staffPath(c)}/thi-hanh`;

const TELL: Readonly<Record<Told, string>> = {
  'applicant-told': 'tell',
  'nobody-told': 'tell-nobody',
  'synthetic-untold': 'tell-synthetic',
};

type Loaded = {
  complaint: Complaint;
  dossier: Dossier;
  actor: Actor;
  way: Way;
  told: Told;
  complainant: ComplainantTold;
  /** Where a revocation is lifted: dossiers with a result of the same matter that holds, which will hold beside it. */
  others: SeenTwin[];
  /** Who has carried it out, and when. */
  by: { who: string; at: string } | undefined;
  /** Of a first complaint: the second, and what it does with what is to be done. */
  second: Html | null;
  /** What was done with the result that fulfils it. */
  act: ResultAct | undefined;
  /** What people wrote, as the visitor may read it. */
  shown(text: string): string;
};

/** Throws NOT_FOUND to whoever may not read the dossier, NOT_ALLOWED to whoever does not answer for its agency. */
async function load(ctx: Ctx): Promise<Loaded> {
  const { db } = ctx;
  const now = ctx.clock.now();
  const complaint = await findComplaint(db, ctx.req.params.complaint ?? '');
  if (!complaint) throw NotFound();
  const dossier = await dossierFor(db, ctx.visitor, complaint.dossierId, 'carry-out', now);
  const facts = await factsOf(db, dossier, now);
  const grants = ctx.visitor!.grants as readonly ScopedGrant[];
  const right = DECIDING.find(r => decide(grants, r, facts.decidedBy, dossier.field)) ?? DECIDING[0];
  const actor = actorAt(ctx.visitor!, now, { ...facts, receivedBy: [], places: [facts.decidedBy] }, right);
  const deps = ctx.get(casesService);
  const way = await wayOf(db, deps, { complaint, dossier }, now);
  const lifts = way.kind === 'lift' && waitsToBeCarriedOut(complaint);
  const others = lifts ? await seeTwins(ctx, await holdingBeside(db, deps, dossier, now), actor) : [];
  const told = await toldOf(db, dossier);
  const complainant = await complainantTold(db, complaint);
  const personal = mayAct(askerOf(ctx.visitor), 'read-personal', facts);
  const shown = personal ? (text: string) => text : hideContacts;
  const by = await whoDid(db, deps.ledger, complaint, 'carried-out');
  const second = await secondPart(ctx, complaint, c => staffHref(ctx, c));
  const act = await findResultAct(db, complaint.carriedOutAct ?? '');
  return { complaint, dossier, actor, told, complainant, way, others, by, second, act, shown };
}

/** Whether the visitor answers for the agency that carries a decision out, and it waits. */
export const mayCarryOut = async (ctx: Ctx, c: Complaint): Promise<boolean> =>
  waitsToBeCarriedOut(c) &&
  dossierFor(ctx.db, ctx.visitor, c.dossierId, 'carry-out', ctx.clock.now()).then(
    () => true,
    () => false,
  );

/** What holds of the same matter, and will beside what was revoked; nothing where nothing does. */
function besideWords({ t }: Ctx, { others }: Loaded): Printable {
  if (!others.length) return null;
  const lines = others.flatMap(other =>
    other.results.map(({ title, number, issuedAt }) => {
      const date = formatDate(localDate(new Date(issuedAt)));
      const words = t('complaints.carry-out.other', {
        title,
        number,
        date,
        code: other.code,
        agency: other.agency,
      });
      return html`<li>${other.opens ? html`<a href="/can-bo/ho-so/${other.id}">${words}</a>` : words}</li>`;
    }),
  );
  return html`<div role="alert">${note(html`${t('complaints.carry-out.others')}<ul>${lines}</ul>`)}</div>`;
}

/** What will happen, each in a sentence; or why it cannot be done so, and what is done instead. */
function will(ctx: Ctx, { complaint: c, dossier, way, told, complainant }: Loaded): Printable {
  const { t } = ctx;
  const words = { about: c.ground.title, number: c.ground.number, code: dossier.code };
  const list = (...keys: Array<[string, Record<string, string>?]>) =>
    html`<ul>${keys.map(([key, more]) => html`<li>${t(`complaints.carry-out.will-${key}`, { ...words, ...more })}</li>`)}</ul>`;
  const tell: [string] = [TELL[told]];
  // Where the matter goes on in another dossier it is the complainant who is told, as of all that is done with a complaint.
  const elsewhere = html`<p>${t(`complaints.carry-out.will-${complainant}`)}</p>`;
  if (way.kind === 'lift') return list(['lift'], ['check'], tell);
  if (way.kind === 'result') {
    const base = `/can-bo/ho-so/${dossier.id}`;
    if (way.done) return list(['result', { act: actWords(ctx, way.done) }]);
    const { id, ended, renewed } = way.since;
    const act =
      c.remedy === 'redo' ? null : { correct: 'dinh-chinh', revoke: 'thu-hoi' }[c.remedy ?? 'correct'];
    // What holds no more can only be named.
    if (act && ended) return html`<p>${t('complaints.carry-out.ended')}</p>`;
    const number = renewed?.number ?? c.ground.number;
    return act
      ? html`<p>${t('complaints.carry-out.on-result')}</p><p><a class="btn" href="${base}/ket-qua/${id}/${act}">${t(`complaints.carry-out.${c.remedy}-of`, { number })}</a></p>`
      : html`<p>${t('complaints.carry-out.redo')}</p><ul><li><a href="${base}#ket-qua">${t('complaints.carry-out.open-results')}</a></li><li><a href="/can-bo/tiep-nhan">${t('complaints.carry-out.receive')}</a></li></ul>${elsewhere}`;
  }
  if (!way.refusal)
    return list(
      [way.steps.length ? 'reopen' : 'reopen-still', { steps: way.steps.join(', ') }],
      ['void'],
      ['clock'],
      tell,
    );
  return html`<div role="alert">${note(t('complaints.carry-out.cannot', { why: why(t, way.refusal) }))}</div>
<p>${t('complaints.carry-out.instead')}</p><p><a href="/can-bo/tiep-nhan">${t('complaints.carry-out.receive')}</a></p>${elsewhere}`;
}

const why = (t: Ctx['t'], { code, params }: AppError): string =>
  t(`complaints.carry-out.why.${code}`, params);

const routes = (form: Omit<FormPage<Loaded>, 'path'>) =>
  formPageRoutes<Loaded>(
    { ...form, path: `${COMPLAINTS}/:complaint/thi-hanh` },
    (ctx, { dossier }, page, main) =>
      complaintsPage(
        ctx,
        {
          ...page,
          back: {
            href: `/can-bo/ho-so/${dossier.id}#khieu-nai`,
            label: ctx.t('complaints.counter.back', { code: dossier.code }),
          },
        },
        main,
      ),
  );

function about(ctx: Ctx, loaded: Loaded): Html {
  const { t } = ctx;
  const { complaint: c, by, act } = loaded;
  if (!c.carryOutDue) return html`<p>${t('complaints.carry-out.nothing')}</p>`;
  const decided = html`<p>${t('complaints.carry-out.about', { number: c.decisionNumber ?? '', date: formatDate(c.closedAt ?? c.receivedAt), about: groundWords(ctx, c), remedy: c.remedy ? t(remedyKey(c, c.remedy)) : '' })}</p>`;
  if (loaded.second && !waitsNow(c)) return html`${decided}${loaded.second}`;
  if (c.carriedOutAt)
    return html`${decided}<div id="${fieldId(WHY)}">${note(`${carriedWords(ctx, c, act)}. ${by ? t('complaints.carried.by', by) : ''}`)}</div>`;
  return html`${decided}${sinceNote(ctx, loaded)}<p>${t('complaints.carry-out.until', { due: formatDateTime(c.carryOutDue) })}</p>
${paragraphs(loaded.shown(c.answer ?? ''))}
${box(html`<h2>${t('complaints.carry-out.will')}</h2>${will(ctx, loaded)}`)}${besideWords(ctx, loaded)}${loaded.second}`;
}

/** What is to be done and may be done now: no second complaint keeps it. */
const waitsNow = (c: Complaint): boolean => waitsToBeCarriedOut(c) && !c.restsFor;

/** What has become of the paper that was complained about; nothing where it holds as it was. */
function sinceNote(ctx: Ctx, { way }: Loaded): Printable {
  const lines = way.kind === 'result' ? sinceWords(ctx, way.since) : [];
  return lines.length > 0 && note(html`${lines.map(line => html`<p>${line}</p>`)}`);
}

/**
 * What the page of the dossier says afterwards: what was done on the dossier itself is told with it; what was done with a result was told when it
 * was; of another dossier the complainant is told.
 */
function doneBy(how: CarriedOut, complainant: ComplainantTold): string {
  if (how === 'result' || how === 'named') return 'decision-noted';
  return how === 'elsewhere' ? `decision-elsewhere-${complainant}` : 'decision-carried-out';
}

/** What a decision that upholds a complaint changes is done: shown before it is, then done at the press of a button. */
export const carryOutRoutes = routes({
  permission: 'dossier.read',
  load,
  title: ctx => ctx.t('complaints.carry-out.title'),
  about,
  without: (_, { complaint: c, way }) =>
    !waitsNow(c) || (way.kind === 'result' && !way.done && !way.nameable.length && !mayElsewhere(way, c)),
  fields: (ctx, { complaint, way, others }, errors) =>
    html`${
      mayElsewhere(way, complaint) &&
      textInput(ctx.t, {
        name: CODE,
        label: ctx.t('complaints.carry-out.code'),
        hint: ctx.t('complaints.carry-out.code-hint'),
        value: typedOr(ctx, CODE),
        error: errorOf(errors, CODE),
      })
    }${nameActFields(ctx, way, errors, mayElsewhere(way, complaint))}${
      others.length > 0 &&
      textArea(ctx.t, {
        name: WHY,
        label: ctx.t('complaints.carry-out.why-label'),
        hint: ctx.t('complaints.carry-out.why-hint'),
        value: typedOr(ctx, WHY),
        error: errorOf(errors, WHY),
        rows: 2,
      })
    }`,
  button: 'complaints.carry-out.button',
  submit: async (ctx, { complaint, dossier, actor, complainant, others, way }) => {
    const whyDespite = textField(ctx.req.body, WHY).trim();
    if (others.length && whyDespite.length < SHORTEST_WHY)
      return [{ path: WHY, message: ctx.t('complaints.carry-out.why-missing') }];
    const code = textField(ctx.req.body, CODE).trim();
    const named = readNamedAct(ctx, way, code);
    if (Array.isArray(named)) return named;
    const wish = { id: complaint.id, code, named, whyDespite };
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        await carryOut(tx, ctx.get(casesService), wish, actor);
        return {};
      }),
    );
    const how = (await findComplaint(ctx.db, complaint.id))?.carriedOutHow ?? 'result';
    return doneAt(`/can-bo/ho-so/${dossier.id}`, doneBy(how, complainant));
  },
  errorFields: { COMPLAINT_OTHER_DOSSIER: CODE, ...NAMED_AT },
  otherwise: WHY,
});

/** How many decisions wait to be carried out by who answers for their agency: said in the inbox, which holds none of them. */
export async function waitingToCarryOut(ctx: Ctx): Promise<Waiting | null> {
  const visitor = ctx.visitor!;
  if (!visitor.grants.some(g => g.permission === 'complaint.read')) return null;
  const now = ctx.clock.now();
  const reach = [
    ...(await reachOf(ctx.db, visitor, 'dossier.decide', now)),
    ...(await reachOf(ctx.db, visitor, 'dossier.sign', now)),
  ];
  const count = reach.length ? await countToCarryOut(ctx.db, reach) : 0;
  return count > 0
    ? { href: `${COMPLAINTS}?xem=carry-out`, text: ctx.t('complaints.waiting-carry-out', { count }) }
    : null;
}
