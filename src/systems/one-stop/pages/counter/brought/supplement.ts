import {
  type AtCounter,
  bringing,
  casesService,
  fileRefusal,
  paperNameKept,
  supplement,
} from '#engines/cases';
import { dropUploads, holdFiles, listFinished, receiveFiles } from '#engines/files';
import { uploadScript } from '#engines/forms';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import {
  doneAt,
  doOnce,
  errorOf,
  type FieldError,
  fileField,
  formPageRoutes,
  html,
  lines,
  note,
  textArea,
  typedOr,
} from '#ui';
import { CHECK, readWhoComes, whoComesFields } from '../../hand-over/who-comes.ts';
import { askedNow, BROUGHT, broughtFrame, broughtPath, ifStillBrought, loadAtCounter } from './load.ts';
import { areFaults, paperFields, readPapers } from './papers.ts';

const FILES = 'giay-to';
const WORDS = 'loi-nhan';

async function submit(ctx: Ctx, { dossier, actor }: AtCounter): Promise<string | FieldError[]> {
  const { t } = ctx;
  const words = posted(ctx.req.body, WORDS);
  const { files, refused } = await receiveFiles(ctx, field => field === FILES);
  const counted = await readPapers(ctx, dossier);
  const came = await readWhoComes(ctx, 'brought', dossier);
  const errors: FieldError[] = [
    ...refused.map(r => ({ path: FILES, message: fileRefusal(ctx, r.error, r.filename) })),
    ...(areFaults(counted) ? counted : []),
    ...(Array.isArray(came) ? came : []),
  ];
  if (!errors.length && !counted.length && !files.length && words.length < 3)
    errors.push({ path: WORDS, message: t('one-stop.brought.empty') });
  if (errors.length || Array.isArray(came) || areFaults(counted)) {
    await holdFiles(ctx, files);
    return errors;
  }
  const name = paperNameKept(ctx.texts, 'brought');
  const papers = files.map(({ upload: _, ...f }) => ({ ...f, name }));
  const scanned = files.length ? [{ name, originals: 0, copies: 0, scans: files.length }] : [];
  const brought = bringing({ ...came, papers: [...counted, ...scanned] });
  await ctx.db.tx(tx =>
    doOnce(ctx, tx, async () => {
      const given = { dossierId: dossier.id, papers, note: words, bringing: brought };
      await supplement(tx, ctx.get(casesService), given, actor);
      await dropUploads(
        tx,
        files.flatMap(f => f.upload ?? []),
      );
      return {};
    }),
  );
  return doneAt(broughtPath(dossier), 'supplement-brought');
}

async function kept(ctx: Ctx) {
  const under = { under: ctx.req.path };
  const files = await listFinished(ctx.db, ctx.visitor!.accountId, under, ctx.clock.now());
  return files.map(f => ({ id: f.id, name: f.filename, bytes: f.size, waiting: true }));
}

export const supplementRoutes: readonly Route[] = formPageRoutes<AtCounter>(
  {
    path: `${BROUGHT}/bo-sung`,
    permission: 'dossier.receive',
    load: loadAtCounter,
    title: ctx => ctx.t('one-stop.brought.supplement'),
    about: (ctx, { dossier, acts }) =>
      html`<p>${ctx.t(acts.includes('supplement') ? 'one-stop.brought.supplement-about' : acts.includes('withdraw') ? 'one-stop.brought.nothing-asked' : 'one-stop.brought.nothing', { code: dossier.code, name: dossier.applicantName })}</p>`,
    without: (_, { acts }) => !acts.includes('supplement'),
    fields: async (ctx, { dossier }, errors) => {
      const { t } = ctx;
      const asked = await askedNow(ctx, dossier);
      return html`${asked && note(html`<b>${t('one-stop.brought.asked', { number: `${asked.number}/${asked.year}` })}</b><br>${lines(asked.what)}`)}${await paperFields(ctx, dossier, errors)}${fileField(
        t,
        {
          name: FILES,
          label: t('one-stop.brought.files'),
          optional: true,
          multiple: true,
          most: 10,
          kept: await kept(ctx),
          error: errorOf(errors, FILES),
          accept: '.pdf,.jpg,.jpeg,.png,.docx,.xlsx',
          script: uploadScript(t.lang),
        },
      )}${textArea(t, {
        name: WORDS,
        label: t('one-stop.brought.words'),
        optional: true,
        value: typedOr(ctx, WORDS),
        error: errorOf(errors, WORDS),
        rows: 2,
      })}${whoComesFields(ctx, 'brought', errors)}`;
    },
    button: 'one-stop.brought.supplement-button',
    submit: (ctx, loaded) =>
      ifStillBrought(ctx, loaded, { act: 'supplement', done: 'supplement-brought' }, () =>
        submit(ctx, loaded),
      ),
    otherwise: CHECK,
    upload: { maxBytes: 60_000_000, maxFiles: 10 },
  },
  broughtFrame,
);
