/** Pages and files about money that the walk over all pages does not open, and why. */
export const MONEY_ELSEWHERE: Readonly<Record<string, string>> = {
  '/ho-so/:code/nop-phi/trang-thai': 'asked by the script of the payment page: test/journeys/payment.test.ts',
  '/ho-so/:code/ket-qua/:result':
    'only once the fee is paid, which is still due here: test/journeys/birth-registration.test.ts',
  '/can-bo/ho-so/:id/phi/:obligation/mien-giam':
    'only where an exemption is claimed: test/journeys/exemption.test.ts',
  '/can-bo/thu-phi/hoan/:refund/in.pdf': 'only of a refund that was approved: src/systems/fees/slips',
  '/can-bo/thu-phi/phai-hoan/danh-sach.csv':
    'only where there is something to be given back: the list itself is opened',
  '/can-bo/thu-phi/phai-hoan/danh-sach.xlsx': 'the same',
  '/can-bo/thu-phi/tien-vao/:money/sao-ke':
    'only where a bank’s notice and statement differ: test/journeys/payment.test.ts',
  '/api/simulated-bank/statement': 'for who signs the request: test/journeys/payment.test.ts',
};
