/** Voxels in which several layers meet, with the share of each layer: one run of numbers, as there are half a million. */
export class MixedVoxels {
  readonly #layers: number;
  readonly #voxels: number[] = [];
  #shares: Float32Array;

  constructor(layers: number) {
    this.#layers = layers;
    this.#shares = new Float32Array(layers * 1024);
  }

  /** Adds a voxel by its index; its shares, all still zero, are to be filled by whoever adds it. */
  add(voxel: number): Float32Array {
    const begin = this.#voxels.push(voxel) * this.#layers - this.#layers;
    if (begin + this.#layers > this.#shares.length) {
      const larger = new Float32Array(this.#shares.length * 2);
      larger.set(this.#shares);
      this.#shares = larger;
    }
    return this.#shares.subarray(begin, begin + this.#layers);
  }

  /** Writes the mean of the layers' values by share into each of these voxels. */
  paint(valueOfLayer: readonly number[], into: Float32Array): void {
    const shares = this.#shares;
    for (let n = 0, at = 0; n < this.#voxels.length; n += 1) {
      let value = 0;
      for (let l = 0; l < this.#layers; l += 1, at += 1)
        value += (shares[at] as number) * (valueOfLayer[l] ?? 0);
      into[this.#voxels[n] as number] = value;
    }
  }
}
