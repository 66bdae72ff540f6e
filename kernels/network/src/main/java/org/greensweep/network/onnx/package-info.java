/**
 * Networks and their parameters from ONNX files. The only package that knows the format's classes;
 * none of them shows in what it offers.
 */
@NullMarked
package org.greensweep.network.onnx;

import org.jspecify.annotations.NullMarked;
