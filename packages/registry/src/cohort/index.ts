export * from './flow.ts';
export * from './freeze.ts';
export { readCohort } from './read-cohort.ts';
export { readCases, type Proof, type RegistryCase } from './registry-case.ts';
export { cohortRulesSchema, readRules, type CohortRules, type Rule } from './rules.ts';
