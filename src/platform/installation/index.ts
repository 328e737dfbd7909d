export { type Fact, readFacts, setFact } from './facts.ts';
