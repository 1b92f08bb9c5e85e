variable "nodes" {
  type    = number
  default = 3
}

resource "terraform_data" "network" {
  input = "10.96.0.0/16"
}

resource "terraform_data" "cluster" {
  depends_on = [terraform_data.network]
  input = {
    command    = "'@ENTER@' '@TESTBED@'"
    folder     = "@DIR@"
    nodes      = var.nodes
    kubeconfig = "@DIR@/cluster/kubeconfig"
  }

  provisioner "local-exec" {
    command = "${self.input.command} cluster-up --dir '${self.input.folder}' --nodes ${self.input.nodes}"
  }

  provisioner "local-exec" {
    when    = destroy
    command = "${self.input.command} cluster-down --dir '${self.input.folder}'"
  }
}

output "kubeconfig" {
  value     = file(terraform_data.cluster.output.kubeconfig)
  sensitive = true
}
