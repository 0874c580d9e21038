-- SPDX-License-Identifier: GPL-3.0-or-later
grad_norm = let("\\|\\nabla L\\|", sqrt(sum(i, norm(grad(i))^2)))
theta_max = let("\\theta_{\\max}", max(i, theta(i)))
grid = { 2, 4 }
