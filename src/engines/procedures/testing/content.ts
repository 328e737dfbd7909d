import type { ProcedureContent } from '../types.ts';

/** A procedure that no province has, complete enough to be published. */
export const libraryCard = (change: Partial<ProcedureContent> = {}): ProcedureContent => ({
  name: 'Cấp thẻ thư viện xã',
  field: 'Thư viện',
  levels: ['commune'],
  agencyKind: 'commune-committee',
  decidedBy: null,
  subjects: ['Công dân Việt Nam'],
  legalBasis: ['46/2019/QH14'],
  papers: [
    {
      id: 'paper1',
      name: 'Phiếu đăng ký bạn đọc',
      original: 1,
      copy: 0,
      alreadyHeld: false,
      optional: false,
    },
  ],
  fees: [{ name: 'Lệ phí', channels: [], amount: 10_000, exemptions: [{ who: 'Học sinh', share: 0 }] }],
  limits: { online: { n: 2, unit: 'working-day' }, counter: { n: 4, unit: 'working-hour' } },
  results: ['Thẻ thư viện'],
  serviceLevel: 'full-online',
  form: null,
  process: null,
  lifeEvents: [],
  keywords: ['mượn sách'],
  unverified: [],
  source: {},
  ...change,
});
