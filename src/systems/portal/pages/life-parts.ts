import { type LifeEvent, saidOfLifeEvents } from '#engines/procedures';
import type { Ctx } from '#platform/http';

/** What may be said of a moment in life, and the words of a procedure that is about it. Texts: `portal.life.{moment}.{part}`. */
const PARTS: Readonly<Record<LifeEvent, ReadonlyArray<readonly [part: string, words: string]>>> = {
  birth: [
    ['birth', 'khai sinh'],
    ['insurance', 'bảo hiểm y tế'],
    ['residence', 'thường trú'],
  ],
  study: [
    ['school', 'chuyển trường'],
    ['costs', 'hỗ trợ chi phí học tập'],
    ['diploma', 'văn bằng'],
  ],
  work: [
    ['finding', 'việc làm'],
    ['licence', 'hành nghề'],
    ['record', 'lý lịch tư pháp'],
  ],
  marriage: [
    ['marriage', 'kết hôn'],
    ['status', 'tình trạng hôn nhân'],
  ],
  home: [
    ['land', 'đất đai'],
    ['building', 'giấy phép xây dựng'],
    ['residence', 'thường trú'],
  ],
  vehicle: [
    ['licence', 'giấy phép lái xe'],
    ['registration', 'đăng ký xe'],
  ],
  health: [
    ['insurance', 'bảo hiểm y tế'],
    ['disability', 'khuyết tật'],
    ['treatment', 'khám bệnh'],
    ['food', 'an toàn thực phẩm'],
  ],
  business: [
    ['household', 'hộ kinh doanh'],
    ['company', 'doanh nghiệp'],
    ['food', 'an toàn thực phẩm'],
  ],
  retirement: [
    ['pension', 'hưu trí'],
    ['allowance', 'trợ cấp xã hội'],
    ['poverty', 'hộ nghèo'],
  ],
  death: [
    ['death', 'khai tử'],
    ['funeral', 'mai táng'],
    ['inheritance', 'thừa kế'],
  ],
};

/** What stands under each of some moments in life: nothing that no procedure of it here is about. */
export async function underLifeEvents(
  { t, db }: Ctx,
  events: readonly LifeEvent[],
  date: string,
): Promise<ReadonlyMap<LifeEvent, string>> {
  const asked = events.flatMap(event => PARTS[event].map(([part, words]) => ({ event, part, words })));
  const said = await saidOfLifeEvents(db, asked, date);
  return new Map(
    events.map(event => {
      const parts = asked.filter((a, i) => a.event === event && said.has(i));
      const text = parts.map(({ part }) => t(`portal.life.${event}.${part}`)).join(', ');
      return [event, text.charAt(0).toUpperCase() + text.slice(1)];
    }),
  );
}
