/** Tensors and batches as bytes: safetensors, read with every size checked before it is used. */
package io.atelier.contract.tensor;
