import type { Verification } from '#engines/trust';
import type { Translate } from '#platform/i18n';
import type { KeyValue } from '#ui';

type Certificate = NonNullable<Verification['signatures'][number]['certificate']>;

/** What can be said of a certificate, the worst first. */
const STANDINGS: ReadonlyArray<readonly [is: (c: Certificate) => boolean, what: string]> = [
  [c => c.altered, 'altered'],
  [c => c.revoked, 'revoked'],
  // One of ours that has run out leads nowhere either: that it ran out is why.
  [c => !c.validAtSigning, 'expired'],
  [c => !c.trusted, 'unknown'],
  [c => !c.revocationKnown, 'unchecked'],
  [() => true, 'known'],
];

/** The certificates behind the signatures: what is worst of them, if there are any. */
export function certificateRow({ signatures }: Pick<Verification, 'signatures'>, t: Translate): KeyValue[] {
  const certificates = signatures.flatMap(s => s.certificate ?? []);
  for (const [is, what] of STANDINGS) {
    const found = certificates.find(is);
    if (found)
      return [
        {
          label: t('portal.verify.certificate'),
          value: t(`portal.verify.certificate-${what}`, { issuer: found.issuer }),
        },
      ];
  }
  return [];
}
