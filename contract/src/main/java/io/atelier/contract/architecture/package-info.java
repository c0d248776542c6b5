/**
 * Architectures as data: the layers of a network, read strictly, and what follows from them without computing anything:
 * names, shapes, parameters, arithmetic, memory. A kind of layer answers for itself, in its own record.
 */
package io.atelier.contract.architecture;
