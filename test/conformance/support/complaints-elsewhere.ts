const COMPLAINT = 'only of a complaint: test/journeys/results-live-on.test.ts';

/** Pages of complaints that are opened elsewhere than by the walk through all pages: where. */
export const COMPLAINTS_ELSEWHERE: Readonly<Record<string, string>> = {
  '/kiem-tra/n/:complaint': 'only of a complaint that came to a counter: src/systems/complaints/pages',
  '/khieu-nai/:complaint': COMPLAINT,
  '/khieu-nai/:complaint/quyet-dinh.pdf': COMPLAINT,
  '/khieu-nai/:complaint/thong-bao.pdf': COMPLAINT,
  '/khieu-nai/:complaint/tep/:file': COMPLAINT,
  '/can-bo/ho-so/:id/khieu-nai': 'only for who receives: test/journeys/results-live-on.test.ts',
  '/can-bo/ho-so/:id/khieu-nai/:complaint/bien-nhan.pdf': COMPLAINT,
  '/can-bo/khieu-nai/:complaint': COMPLAINT,
  '/can-bo/khieu-nai/:complaint/quyet-dinh.pdf': COMPLAINT,
  '/can-bo/khieu-nai/:complaint/lan-dau.pdf': COMPLAINT,
  '/can-bo/khieu-nai/:complaint/thong-bao.pdf': COMPLAINT,
  '/can-bo/khieu-nai/:complaint/tep/:file': COMPLAINT,
  '/can-bo/khieu-nai/:complaint/thu-ly': COMPLAINT,
  '/can-bo/khieu-nai/:complaint/khong-thu-ly': COMPLAINT,
  '/can-bo/khieu-nai/:complaint/gia-han': COMPLAINT,
  '/can-bo/khieu-nai/:complaint/giai-quyet': COMPLAINT,
  '/can-bo/khieu-nai/:complaint/thi-hanh': COMPLAINT,
};
