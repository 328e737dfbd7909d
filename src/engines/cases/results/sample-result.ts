import { type Form, sampleAnswers } from '#engines/forms';
import { yearOf } from '#engines/numbering';
import { listAreas } from '#engines/organisation';
import { numberAs, PLAIN_NUMBER, type ResultTemplateDefinition, type StepFacts } from '#engines/procedures';
import { formatDate, localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { type RenderedPaper, renderPaper } from '#platform/pdf';
import { dayWords } from '../slips/words.ts';
import { AGREED, fieldWords, paperOf, type Wording } from './data-template.ts';

const SAMPLE_MARK = { line: 'Bản xem thử với dữ liệu ví dụ, không có giá trị.', watermark: 'XEM THỬ' };
const ISSUER = 'Ủy ban nhân dân xã Ví Dụ';

/**
 * What a result template draws, with invented answers: for whoever writes it. `procedure` is the draft's code and name; the
 * template has been checked against the form.
 */
export async function sampleResult(
  q: Queryable,
  wording: Wording,
  sample: {
    template: ResultTemplateDefinition;
    form: Form;
    procedure: { code: string; name: string };
    /** What the steps of the process say: its label stands for each. */
    steps: StepFacts | null;
    verifyUrl: string;
  },
): Promise<RenderedPaper> {
  const at = wording.clock.now();
  const date = localDate(at);
  const { template, form, procedure } = sample;
  const [commune] = await listAreas(q, 'commune', date);
  const data = sampleAnswers(form, commune ? { area: commune.code } : {});
  const words = await fieldWords(
    q,
    wording,
    template,
    { form, data, date },
    field => sample.steps?.get(field)?.label ?? field,
  );
  return renderPaper(
    paperOf(template, {
      words,
      facts: {
        'ma-ho-so': 'H00.00.00-000000-0000',
        'chu-ho-so': 'Giàng Thị Mỷ',
        'nguoi-nop': 'Giàng Thị Mỷ',
        'ngay-tiep-nhan': formatDate(date),
        'thoi-diem-tiep-nhan': `08 giờ 05 phút, ngày ${formatDate(date)}`,
        'ten-thu-tuc': procedure.name,
        'ma-thu-tuc': procedure.code,
        'ten-co-quan': ISSUER,
        'ten-dia-ban': 'Ví Dụ',
        'ten-tinh': 'Tỉnh Ví Dụ',
        'ket-qua-xu-ly': AGREED,
        'so-ket-qua': numberAs(template.number ?? PLAIN_NUMBER, {
          n: '00',
          year: yearOf(at),
          symbol: 'UBND',
        }),
        'ngay-ky': dayWords(at),
        'ngay-cap-lan-dau': formatDate(date),
        'nguoi-ky': 'Nguyễn Văn Mẫu',
        'chuc-vu': 'Chủ tịch',
      },
      superior: 'Tỉnh Ví Dụ',
      issuer: ISSUER,
      place: `Ví Dụ, ${dayWords(at)}`,
      signerTitle: 'Chủ tịch',
      signerName: 'Nguyễn Văn Mẫu',
      createdAt: at.toISOString(),
      mark: SAMPLE_MARK,
      verifyUrl: sample.verifyUrl,
    }),
  );
}
