import { NotAllowed, SignInNeeded } from '#platform/errors';
import type { Rule, Visitor } from '../types.ts';

/**
 * Whether `visitor` may call a route with `rule` at all.
 *
 * | rule | nobody | citizen | official | API token |
 * | --- | --- | --- | --- | --- |
 * | public | yes | yes | yes | yes |
 * | citizen | 401 | yes | 403 | 403 |
 * | official | 401 | 403 | yes | 403 |
 * | signed-in | 401 | yes | yes | 403 |
 * | { permission } | 401 | 403 | who holds it somewhere | 403 |
 * | { scope } | 401 | 403 | 403 | which has it |
 */
export function checkRule(rule: Rule, visitor: Visitor | null): void {
  if (rule === 'public') return;
  if (!visitor) throw SignInNeeded();
  const may =
    typeof rule === 'object'
      ? 'scope' in rule
        ? visitor.kind === 'client' && visitor.scopes.includes(rule.scope)
        : visitor.kind === 'official' && visitor.grants.some(g => g.permission === rule.permission)
      : rule === 'signed-in'
        ? visitor.kind !== 'client'
        : visitor.kind === rule;
  if (!may) throw NotAllowed();
}
