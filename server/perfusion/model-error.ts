/**
 * A failure of the model library that its caller could have avoided: weights that do not fit
 * a model, a prompt or an image of the wrong kind, a model too large for the backend.
 * The message says what to do. Anything else that the library throws is a defect.
 */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}
