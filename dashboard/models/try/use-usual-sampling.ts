import { useModelChoices } from '../start/use-model-choices.js';

/**
 * How images are drawn where the form leaves steps and guidance open; undefined until known, null where another
 * server runs the generator and decides.
 *
 * @param versionId null for the generator in production
 */
export function useUsualSampling(versionId: string | null) {
  const { data } = useModelChoices('GENERATOR');
  const version = data?.modelVersions.find(({ id, stage }) =>
    versionId ? id === versionId : stage === 'PRODUCTION',
  );
  return version?.usualSampling;
}
