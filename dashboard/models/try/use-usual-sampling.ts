import { useQuery } from '@apollo/client/react';
import { ModelChoicesDocument } from '../../generated/graphql.js';

/**
 * How pictures are drawn where the form leaves steps and guidance open; undefined until known, null where another
 * server runs the generator and decides.
 *
 * @param versionId null for the generator in production
 */
export function useUsualSampling(versionId: string | null) {
  const { data } = useQuery(ModelChoicesDocument, { variables: { kind: 'GENERATOR' } });
  const version = data?.modelVersions.find(({ id, stage }) =>
    versionId ? id === versionId : stage === 'PRODUCTION',
  );
  return version?.usualSampling;
}
