import { rm, stat } from 'node:fs/promises';
import type { Job } from '#platform/module';
import { EXPORT_JOB, exportPath, findExportById } from './export.ts';
import { allDossiers, copiedWith, json, moneyRecord, packDossier, personalRecord } from './pack.ts';
import { tellDossier, tellPerson } from './tell.ts';
import { type ToldDossier, wordsPage } from './words-view.ts';
import { zipFile } from './zip-file.ts';

/** The page to be read by people, beside what is for programs. */
const WORDS = 'du-lieu-cua-toi.html';

/** Makes a copy that was asked for. Repeated, it begins again; one that is there stays; one that was dropped meanwhile leaves nothing. */
export const makeExport: Job = {
  name: EXPORT_JOB,
  run: async (payload, env) => {
    const { id } = payload as { id: string };
    const asked = await findExportById(env.db, id);
    if (!asked || asked.readyAt) return;
    const { total } = await env.db.one<{ total: number }>(
      'SELECT count(*)::int AS total FROM cases.dossier WHERE applicant_id = $1',
      [asked.accountId],
    );
    await env.db.run('UPDATE my_data.export SET total = $2, done = 0 WHERE id = $1', [id, total]);
    const file = exportPath(env, id);
    const zip = await zipFile(file);
    try {
      const t = env.texts.of(asked.lang);
      zip.text('doc-truoc.txt', `${t('my-data.export.readme', { site: env.site.name })}\n`);
      zip.text('thong-tin-ca-nhan.json', json(await personalRecord(env, asked.accountId)));
      let done = 0;
      const told: ToldDossier[] = [];
      for await (const dossier of allDossiers(env, asked.accountId)) {
        const kept = { copied: await copiedWith(env, dossier, t), money: await moneyRecord(env, dossier.id) };
        const files = await packDossier(env, zip, dossier, kept, t);
        told.push(await tellDossier(env, t, dossier, { ...kept, files }));
        await env.db.run('UPDATE my_data.export SET done = $2 WHERE id = $1', [id, ++done]);
      }
      zip.text(WORDS, wordsPage(await tellPerson(env, t, asked.accountId, told)));
      await zip.end();
    } catch (error) {
      await zip.drop();
      throw error;
    }
    const { size } = await stat(file);
    const kept = await env.db.run('UPDATE my_data.export SET ready_at = $2, size = $3 WHERE id = $1', [
      id,
      env.clock.now(),
      size,
    ]);
    // Its owner has erased meanwhile what it holds.
    if (!kept) await rm(file, { force: true });
  },
};
