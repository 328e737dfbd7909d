import { type StaffSite, staffSite } from '#test/staff-site';
import { DESIGN } from './modules.ts';

/** An official as a site of tests has him, with his browser. */
export type Official = Awaited<ReturnType<StaffSite['official']>>;

/**
 * A site of procedure design on which an editor of the province has begun a draft by its page, with the standard parts or with nothing.
 * Close the site.
 */
export async function begunDraft(
  code: string,
  from: 'nothing' | 'standard',
  { name = 'Cấp thẻ thư viện', field = 'Thư viện' } = {},
): Promise<{ s: StaffSite; an: Official }> {
  const s = await staffSite(DESIGN);
  const an = await s.official('Phạm Minh Tuệ', s.agencies.province, ['procedure-editor']);
  const page = '/can-bo/thu-tuc/moi';
  await an.visit.open(page);
  await an.visit.submit(page, { ma: code, ten: name, 'linh-vuc': field, tu: from });
  return { s, an };
}
