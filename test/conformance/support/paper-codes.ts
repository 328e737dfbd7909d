import { casesService, type Dossier, receiptToken, registerCheckPath } from '#engines/cases';
import type { TestProgram } from '#test/program';

/** Where the QR codes of papers lead: of a result, of the receipt of a dossier, of a printed register. */
export function paperCodes({ env }: TestProgram, dossier: Dossier, resultId: string | undefined): string[] {
  const { receiptKey } = env.get(casesService);
  const register = registerCheckPath(receiptKey, {
    ...{ agencyId: dossier.agencyId, from: '2026-11-01', to: '2026-11-30', count: 1, digest: 'x' },
    printedAt: env.clock.now(),
  });
  return [
    `/kiem-tra/k/${resultId}`,
    `/kiem-tra/g/${dossier.code}?k=${receiptToken(receiptKey, dossier)}`,
    register,
  ];
}
