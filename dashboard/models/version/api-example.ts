import type { ModelKind } from '../../generated/graphql.js';

export interface ExampleOf {
  readonly origin: string;
  readonly workspace: string;
  readonly kind: ModelKind;
  readonly versionId: string;
}

const QUERIES: Record<ModelKind, string> = {
  REWARD: `query ($input: ScoreImagesInput!) {
    scoreImages(input: $input) { scores { image { hash } score } unknownFeatures unknownWords }
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

const BEFORE: Record<ModelKind, string> = {
  REWARD: `# An image of your own; the answer has its hash, as those of items and of drawings have:
curl -b toile.cookies ORIGIN/api/images -F file=@image.png

`,
  GENERATOR: '',
};

const AFTER: Record<ModelKind, string> = {
  REWARD: '',
  GENERATOR: `

# The answer names a job; its images, as they finish:
curl -b toile.cookies ORIGIN/graphql \\
  -H 'content-type: application/json' -H 'toile-workspace: WORKSPACE' \\
  -d '{"query": "{ modelRun(id: \\"JOB\\") { job { status } unknownWords images { image { hash } } } }"}'

# One of them:
curl -b toile.cookies -o image.png ORIGIN/images/HASH_OF_AN_IMAGE`,
};

/** Requests that anybody who may use a version can paste into a terminal: sign in, then ask it. */
export function apiExample({ origin, workspace, kind, versionId }: ExampleOf): string {
  const query = QUERIES[kind].replaceAll(/\s+/g, ' ');
  const requests = `curl -c toile.cookies ORIGIN/graphql -H 'content-type: application/json' \\
  -d '{"query": "mutation { signIn(input: { email: \\"YOU\\", password: \\"SECRET\\" }) { id } }"}'

${BEFORE[kind]}curl -b toile.cookies ORIGIN/graphql \\
  -H 'content-type: application/json' -H 'toile-workspace: WORKSPACE' \\
  -d '{
  "query": "${query}",
  "variables": { "input": {
    ${INPUTS[kind]},
    "versionId": "${versionId}"
  } }
}'${AFTER[kind]}`;
  return requests.replaceAll('ORIGIN', origin).replaceAll('WORKSPACE', workspace);
}
