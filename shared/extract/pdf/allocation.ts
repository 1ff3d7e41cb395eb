/** How much one thread may ask for at once and altogether, in bytes of typed arrays. */
export interface AllocationBounds {
  once: number
  altogether: number
  /** bytes asked for so far; who sets it back begins a new count */
  spent: number
}

/** Thrown where a reader asks for more memory than its thread may have. */
export class AllocationRefused extends Error {}

/**
 * Bounds the typed arrays that code in this thread makes from now on. V8's limits for a thread count only its objects:
 * a stream that inflates without end grows outside of them, by doubling one array.
 * @param refused called once, before the first refusal: libraries may swallow the error
 * @returns the bounds, which may be changed later
 */
export function boundAllocations(bounds: AllocationBounds, refused: () => void): AllocationBounds {
  let told = false
  const check = (bytes: number): void => {
    bounds.spent += bytes
    if (bytes <= bounds.once && bounds.spent <= bounds.altogether) return
    if (!told) refused()
    told = true
    throw new AllocationRefused('memory')
  }
  const bounded = <T extends new (...args: never[]) => object>(constructor: T, unit: number): T => {
    const proxy: T = new Proxy(constructor, {
      construct: (target, args: unknown[], newTarget: object): object => {
        const [length] = args
        if (typeof length === 'number') check(length * unit)
        const made: unknown = Reflect.construct(target, args, newTarget === proxy ? target : Object(newTarget))
        return Object(made)
      },
    })
    return proxy
  }
  globalThis.Uint8Array = bounded(Uint8Array, 1)
  globalThis.Uint8ClampedArray = bounded(Uint8ClampedArray, 1)
  globalThis.Uint16Array = bounded(Uint16Array, 2)
  globalThis.Int16Array = bounded(Int16Array, 2)
  globalThis.Uint32Array = bounded(Uint32Array, 4)
  globalThis.Int32Array = bounded(Int32Array, 4)
  globalThis.Float32Array = bounded(Float32Array, 4)
  globalThis.ArrayBuffer = bounded(ArrayBuffer, 1)
  // Node's own inflating streams keep all that comes out; without them pdf.js uses its own, which grow in one array.
  Reflect.deleteProperty(globalThis, 'DecompressionStream')
  return bounds
}
