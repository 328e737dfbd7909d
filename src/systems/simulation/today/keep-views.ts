import { listSavedViews, saveView } from '#engines/work';
import type { Env } from '#platform/env';
import { agencyNamed, holderAt } from './office.ts';

const OFFICE = 'Ủy ban nhân dân xã Bắc Hà';
const CENTRE = 'Trung tâm Phục vụ hành chính công xã Bắc Hà';

/** Who of which office keeps which questions to the inbox; the last one is shared by all who work there. */
const VIEWS = [
  { at: OFFICE, who: 'dossier.decide', name: 'Sắp đến hạn, tôi ký', query: { xem: 'soon', giao: 'toi' } },
  { at: CENTRE, who: 'dossier.receive', name: 'Chờ trả bản giấy', query: { 'trang-thai': 'completed' } },
  { at: OFFICE, who: 'dossier.process', name: 'Tôi đang quá hạn', query: { xem: 'late', giao: 'toi' } },
  { at: OFFICE, who: 'dossier.decide', name: 'Chưa ai nhận', query: { giao: 'chua' }, shared: true },
];

/** Questions to the inbox that people of an office have kept. Returns how many; again none is. */
export async function keepViews(env: Env): Promise<number> {
  const at = env.clock.now();
  return env.db.tx(async tx => {
    let kept = 0;
    for (const { at: name, who, shared, ...view } of VIEWS) {
      const office = await agencyNamed(tx, name, at);
      if (!office) continue;
      const { accountId } = await holderAt(tx, office, who, at);
      const known = await listSavedViews(tx, accountId, [office.id]);
      if (known.some(v => v.name === view.name)) continue;
      await saveView(tx, { ...view, agencyId: shared ? office.id : null }, { accountId, at });
      kept++;
    }
    return kept;
  });
}
