import type { NewPaper } from '#engines/cases';
import {
  type FileRef,
  type Form,
  type FormData,
  fileFields,
  staffLabel,
  valueAt,
  withValue,
} from '#engines/forms';
import type { Queryable } from '#platform/db';
import type { Translate } from '#platform/i18n';
import type { FieldError } from '#ui';

/** For so many days a file waits for the dossier that names it. */
export const FILE_DAYS = 7;

type SentFile = { id: string; sha256: string; filename: string; mediaType: string; size: number };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function filesOf(
  q: Queryable,
  tokenId: string,
  ids: readonly string[],
): Promise<Map<string, SentFile>> {
  const rows = await q.query<SentFile>(
    `SELECT id, sha256, filename, media_type AS "mediaType", size FROM api.file WHERE token_id = $1 AND id = ANY ($2::uuid[])`,
    [tokenId, ids.filter(id => UUID.test(id))],
  );
  return new Map(rows.map(row => [row.id, row]));
}

const idsAt = (data: FormData, path: string): string[] => {
  const value = valueAt(data, path);
  if (!Array.isArray(value)) return [];
  return value.map(item => (typeof item?.id === 'string' ? item.id : ''));
};

export type WithFiles = {
  /** The data, in which each file is as it was received, whatever the caller says of it. */
  data: FormData;
  papers: NewPaper[];
  /** Files that this token has not sent, or whose days are over. */
  problems: FieldError[];
};

/** Looks the files up that the data names by their ids (`[{ "id": "…" }]`). */
export async function withSentFiles(
  q: Queryable,
  tokenId: string,
  form: Form,
  data: FormData,
  t: Translate,
): Promise<WithFiles> {
  const fields = fileFields(form, data);
  const known = await filesOf(
    q,
    tokenId,
    fields.flatMap(f => idsAt(data, f.path)),
  );
  const found: WithFiles = { data, papers: [], problems: [] };
  for (const { path, layout } of fields) {
    const ids = idsAt(data, path);
    const files = ids.flatMap(id => known.get(id) ?? []);
    if (!ids.length) continue;
    if (files.length < ids.length)
      found.problems.push({ path, message: t('api.file.unknown', { days: FILE_DAYS }) });
    const refs: FileRef[] = files.map(f => ({ id: f.id, name: f.filename, bytes: f.size }));
    found.data = withValue(found.data, path, refs.length ? refs : undefined);
    found.papers.push(
      ...files.map(({ id: _, ...file }) => ({ field: path, name: staffLabel(layout, 'vi'), ...file })),
    );
  }
  return found;
}
