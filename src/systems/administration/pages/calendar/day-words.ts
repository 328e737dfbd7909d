import type { SpecialDay } from '#engines/worktime';
import { formatDate } from '#platform/clock';
import type { Ctx } from '#platform/http';

/** `thứ Ba, 24/11/2026` */
export const longDay = (ctx: Ctx, date: string): string =>
  `${ctx.t(`worktime.weekday-long.${new Date(date).getUTCDay()}`)}, ${formatDate(date)}`;

/** What a day is: `nghỉ`, `làm nửa ngày, buổi sáng`. */
export const kindText = ({ t }: Ctx, { kind, part }: SpecialDay): string =>
  kind === 'half'
    ? `${t(`worktime.kind.${kind}`)}, ${t(`worktime.part.${part ?? 'morning'}`)}`
    : t(`worktime.kind.${kind}`);
