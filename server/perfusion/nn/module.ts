import type { Parameter } from './parameter.js';

/**
 * Part of a model: a tree of named children and parameters. The names along the tree are the
 * names of the weight files, e.g. `down_blocks.0.resnets.1.conv2.weight`.
 */
export abstract class Module {
  private readonly children = new Map<string, Module>();
  private readonly own = new Map<string, Parameter>();

  protected child<M extends Module>(name: string, module: M): M {
    this.children.set(name, module);
    return module;
  }

  protected parameter(name: string, parameter: Parameter): Parameter {
    this.own.set(name, parameter);
    return parameter;
  }

  /** @returns every parameter of this part and the parts inside it, by full name */
  parameters(): Map<string, Parameter> {
    const all = new Map(this.own);
    for (const [name, child] of this.children) {
      for (const [inner, parameter] of child.parameters()) all.set(`${name}.${inner}`, parameter);
    }
    return all;
  }

  /** Gives every parameter its first values; the same seed gives the same values, whatever the order. */
  initialise(seed: number): void {
    for (const [name, parameter] of this.parameters()) parameter.initialise({ seed, purpose: name });
  }

  dispose(): void {
    for (const parameter of this.parameters().values()) parameter.dispose();
  }
}

/** @returns the number of weights of a model */
export const parameterCount = (module: Module) =>
  [...module.parameters().values()].reduce((sum, { size }) => sum + size, 0);
