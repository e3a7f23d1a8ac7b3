import { DomainError } from '../errors/domain-error.js';

/** A thread had no room for a call, or ended because of another one: the same call may succeed a little later. */
export class TryAgainError extends DomainError {
  constructor(code: 'CONFLICT' | 'RATE_LIMITED', message: string) {
    super(code, `${message}: try again in a few seconds`);
  }
}

/** A call was not begun when its thread ended because of another one: on another thread it may succeed at once. */
export class NotBegunError extends TryAgainError {
  /** @param subject as in `ThreadWords` */
  constructor(subject: string) {
    super('CONFLICT', `${subject} broke down while they computed another request`);
  }
}
