import type { ModelKind } from '../../generated/graphql.js';

export interface ExampleOf {
  readonly origin: string;
  readonly workspace: string;
  readonly kind: ModelKind;
  readonly versionId: string;
}

const QUERIES: Record<ModelKind, string> = {
  REWARD: `query ($input: ScoreImagesInput!) {
    scoreImages(input: $input) { scores { image { hash } score } unknownFeatures }
  }`,
  GENERATOR: `mutation ($input: GenerateCandidatesInput!) {
    generateCandidates(input: $input) { id status }
  }`,
};

const INPUTS: Record<ModelKind, string> = {
  REWARD: `"storeId": "A_STORE", "prompt": "red, a-line, dress",
    "imageIds": ["HASH_OF_AN_IMAGE"]`,
  GENERATOR: `"storeId": "A_STORE", "prompt": "red, a-line, dress",
    "count": 5, "seed": 1`,
};

const FOLLOW_UP = `

# The answer names a job; its pictures, as they finish:
curl -b toile.cookies ORIGIN/graphql \\
  -H 'content-type: application/json' -H 'toile-workspace: WORKSPACE' \\
  -d '{"query": "{ modelRun(id: \\"JOB\\") { job { status } images { image { hash } } } }"}'`;

/** Requests that anybody who may use a version can paste into a terminal: sign in, then ask it. */
export function apiExample({ origin, workspace, kind, versionId }: ExampleOf): string {
  const query = QUERIES[kind].replaceAll(/\s+/g, ' ');
  const followUp = kind === 'GENERATOR' ? FOLLOW_UP : '';
  return `curl -c toile.cookies ${origin}/graphql -H 'content-type: application/json' \\
  -d '{"query": "mutation { signIn(input: { email: \\"YOU\\", password: \\"SECRET\\" }) { id } }"}'

curl -b toile.cookies ${origin}/graphql \\
  -H 'content-type: application/json' -H 'toile-workspace: ${workspace}' \\
  -d '{
  "query": "${query}",
  "variables": { "input": {
    ${INPUTS[kind]},
    "versionId": "${versionId}"
  } }
}'${followUp.replace('ORIGIN', origin).replace('WORKSPACE', workspace)}`;
}
