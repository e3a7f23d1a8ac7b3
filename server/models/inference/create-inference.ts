import { generationTask } from './drawing/generation-task.js';
import { InferenceResolver } from './inference.resolver.js';
import { InferenceService, type InferenceServiceOptions } from './inference.service.js';

/** Scores and images: at once, and as jobs. */
export function createInference(options: InferenceServiceOptions) {
  const service = new InferenceService(options);
  return {
    service,
    resolvers: [new InferenceResolver({ inference: service, images: options.images })],
    tasks: [generationTask(options)],
  };
}
