package shop.josdk;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

@Group("shop.example")
@Version("v1")
public class Shop extends CustomResource<Void, Void> implements Namespaced {}
