import { agencyNames, type EntryActor, entryActors, entryDossiers, postTitles } from '#engines/cases';
import { listRoles, postWords } from '#engines/identity';
import { procedureNames } from '#engines/procedures';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import type { Entry } from '#platform/ledger';
import { details, formatNumber, type Html, html, type Printable, scrollTable } from '#ui';
import { holds } from '../../nav.ts';
import { roleText } from '../../words.ts';
import { entryText, followerText, kindText } from '../incidents/followers/words.ts';
import { jobText } from '../incidents/jobs/words.ts';

/** What is looked up for all entries of a page at once. */
type Known = {
  actors: ReadonlyMap<string, EntryActor>;
  dossiers: Awaited<ReturnType<typeof entryDossiers>>;
  agencyAt: Awaited<ReturnType<typeof agencyNames>>;
  posts: ReadonlyMap<string, string>;
  roles: ReadonlyMap<string, string>;
  procedures: Awaited<ReturnType<typeof procedureNames>>;
};

const cut = ({ subject }: Entry): [type: string, id: string] => {
  const at = subject.indexOf(':');
  return [subject.slice(0, at), subject.slice(at + 1)];
};

async function lookUp(ctx: Ctx, list: readonly Entry[]): Promise<Known> {
  const { db, lang } = ctx;
  const idsOf = (wanted: string) =>
    list.flatMap(e => {
      const [type, id] = cut(e);
      return type === wanted ? [id] : [];
    });
  const [actors, dossiers, agencyAt, posts, roles, procedures] = await Promise.all([
    entryActors(db, [...list.map(e => e.actor), ...idsOf('account')]),
    entryDossiers(
      db,
      list.map(e => e.subject),
    ),
    agencyNames(
      db,
      list.flatMap(e => {
        const [type, id] = cut(e);
        return [e.agency, type === 'agency' || type === 'hall' ? id : null].map(agencyId => ({
          agencyId,
          at: e.at,
        }));
      }),
    ),
    postTitles(db, [...list.flatMap(e => e.post ?? []), ...idsOf('post')], lang),
    listRoles(db),
    procedureNames(db, idsOf('procedure')),
  ]);
  return {
    actors,
    dossiers,
    agencyAt,
    posts,
    procedures,
    roles: new Map(roles.map(r => [r.id, roleText(ctx, r)])),
  };
}

/** Whoever acts for an office is named; a citizen is not: what he did is read in his dossier, by who may open it. */
function personText({ t }: Ctx, actor: EntryActor | undefined): string {
  if (actor?.kind === 'official') return actor.name;
  if (actor?.kind === 'program') return t('administration.ledger.program', { name: actor.name });
  return t(`administration.ledger.${actor ? 'citizen' : 'gone'}`);
}

function who(ctx: Ctx, e: Entry, { actors, agencyAt, posts }: Known): Html {
  const { t, texts } = ctx;
  if (e.actor === 'system') return html`${t('administration.ledger.system')}`;
  const [post, agency] = [posts.get(e.post ?? ''), agencyAt(e.agency, e.at)];
  const where = post && agency ? postWords(post, agency) : post || agency;
  // A thing that acts has no account: it is called by its kind.
  const thing = `administration.ledger.about.${e.actor.split(':', 1)[0]}`;
  const name = texts.has(thing) ? t(thing) : personText(ctx, actors.get(e.actor));
  return html`${name}${where && html`<small>${where}</small>`}`;
}

/** What a subject is called by itself: a name, a number; nothing where only its kind can be said. */
function nameOf(ctx: Ctx, e: Entry, { actors, agencyAt, posts, roles, procedures }: Known): string | null {
  const [type, id] = cut(e);
  switch (type) {
    case 'account':
      return personText(ctx, actors.get(id));
    case 'agency':
    case 'hall':
      return agencyAt(id, e.at);
    case 'post':
      return posts.get(id) ?? null;
    case 'role':
      return roles.get(id) ?? null;
    case 'follower':
      return followerText(ctx, id);
    case 'job':
      return jobText(ctx, id);
    case 'procedure': {
      const found = procedures.get(id);
      return found ? `${found.name} (${found.code})` : null;
    }
    case 'process':
    case 'synonym':
      return id;
    default:
      return null;
  }
}

/** What list was read, by what it was read for: whoever read it is named beside. */
function listText({ t, texts }: Ctx, { body }: Entry): string {
  const key = `administration.ledger.list.${body.purpose}`;
  return t(texts.has(key) ? key : 'administration.ledger.list.other');
}

/** To what it happened: a dossier by its code, with the way there for who may read it. */
function about(ctx: Ctx, e: Entry, known: Known): Printable {
  const [type] = cut(e);
  if (type === 'reader') return listText(ctx, e);
  const dossier = known.dossiers.get(e.subject);
  const kind = kindText(ctx, e);
  if (dossier) {
    const code = html`<span class="num nb">${dossier.code}</span>`;
    const way = holds(ctx, 'dossier.read') ? html`<a href="/can-bo/ho-so/${dossier.id}">${code}</a>` : code;
    return html`${way}<small>${kind}</small>`;
  }
  const name = nameOf(ctx, e, known);
  return name ? html`${name}<small>${kind}</small>` : kind;
}

/** As the ledger has it, for who compares it with an export or a proof. */
const codes = ({ t }: Ctx, e: Entry): Html =>
  details(
    { summary: t('administration.ledger.codes') },
    html`<ul class="plain">${(
      [
        ['position', formatNumber(e.position, { lang: t.lang })],
        ['entry', e.id],
        ['kind', e.kind],
        ['subject', e.subject],
        ['actor', e.actor],
        ['agency', e.agency],
      ] as const
    ).map(
      ([key, code]) =>
        code && html`<li>${t(`administration.ledger.${key}`)}: <code class="num">${code}</code></li>`,
    )}</ul>`,
  );

/** What happened, to what, by whom and when, in words; the codes of each entry are under its fold. */
export async function entryTable(ctx: Ctx, list: readonly Entry[]): Promise<Html> {
  const { t } = ctx;
  const known = await lookUp(ctx, list);
  return scrollTable({
    caption: t('administration.ledger.entries'),
    captionHidden: true,
    list: true,
    columns: [
      { label: t('administration.ledger.recorded') },
      { label: t('administration.ledger.kind') },
      { label: t('administration.ledger.subject') },
      { label: t('administration.ledger.actor') },
      { label: t('administration.ledger.codes'), hidden: true },
    ],
    rowHeader: 1,
    rows: list.map(e => [
      html`<span class="num nb">${formatDateTime(e.recordedAt)}</span>`,
      entryText(ctx, e),
      about(ctx, e, known),
      who(ctx, e, known),
      codes(ctx, e),
    ]),
  });
}
